import Intake
import Model
import Platform
import TestSupport
import Testing

@testable import Imports

/// Previews that go on in the background.
struct PreviewTests {
    private let room: ImportRoom
    private let previews: ImportPreviews

    init() throws {
        room = try ImportRoom()
        previews = ImportPreviews(imports: room.actions, time: room.time)
        for number in 1...4 { try room.write("DCIM/\(number).jpg", "photo \(number)") }
    }

    /// Holds the reading of files until it is opened.
    private func gate() -> Condition<Bool> {
        let gate = Condition(false)
        room.reading.before.withLock { $0 = { gate.wait { $0 ? () : nil } } }
        return gate
    }

    private func ended(_ id: String) throws -> ImportPreviews.Report { try #require(previews.find(id, waiting: 60)) }

    @Test func `a preview tells its end and what it has found`() throws {
        let report = try ended(try previews.start(room.settings(), for: "a"))
        #expect(report.status == .complete && report.failure == nil)
        #expect(report.findings.fates[.imported] == 4 && report.findings.photos == 4)
        previews.cancel(report.id)
        #expect(previews.find(report.id)?.status == .complete, "what has ended is not cancelled any more")
    }

    @Test(arguments: DuplicatePolicy.allCases)
    func `a preview of files that the source holds twice promises what the import does`(policy: DuplicatePolicy) throws
    {
        try room.write("DCIM/5.jpg", "photo 1")
        let report = try ended(try previews.start(room.settings { $0.duplicates = policy }, for: "a"))
        let session = try room.run { $0.duplicates = policy }
        #expect(report.findings.fates[.imported] == session.imported)
        #expect(report.findings.fates[.duplicate] == session.duplicate)
    }

    @Test func `a new preview of the same owner ends the one before`() throws {
        let gate = gate()
        let first = try previews.start(room.settings(), for: "a")
        #expect(previews.find(first)?.status == .running)
        let second = try previews.start(room.settings { $0.organise = "flat" }, for: "a")
        gate.change { $0 = true }
        #expect(try ended(first).status == .cancelled)
        #expect(try ended(second).status == .complete)
    }

    @Test func `more than a few at once are refused and old ones are forgotten`() throws {
        let gate = gate()
        let ids = try ["a", "b", "c"].map { try previews.start(room.settings(), for: $0) }
        #expect(throws: Refusal.self) { try previews.start(room.settings(), for: "d") }
        gate.change { $0 = true }
        for id in ids { #expect(try ended(id).status == .complete) }
        for number in 0..<20 { _ = try ended(try previews.start(room.settings(), for: "\(number)")) }
        #expect(previews.find(ids[0]) == nil)
    }

    @Test func `a preview of what is not there fails with the reason`() throws {
        let report = try ended(try previews.start(room.settings { $0.source += "/none" }, for: "a"))
        #expect(report.status == .failed && report.failure is Refusal)
    }
}
