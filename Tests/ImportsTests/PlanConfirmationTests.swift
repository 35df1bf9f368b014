import Engine
import Foundation
import Intake
import Model
import Platform
import TestSupport
import Testing

@testable import Imports

/// What was shown before an import, or before it was taken back, is what is confirmed.
struct PlanConfirmationTests {
    private let room: ImportRoom

    init() throws {
        room = try ImportRoom()
        for number in 1...3 { try room.write("\(number).jpg", "photo \(number)") }
    }

    private func reason(_ body: () throws -> Void) throws -> String {
        try #require(#expect(throws: OperationError.self) { try body() }).reason
    }

    private func kept(_ id: String) throws -> RollbackPlan { try room.actions.rollbackPlan(id, isKept: true) }

    private func preview() throws -> String { try #require(try room.actions.propose(room.settings()).planID) }

    @Test func `an import that is as it was shown starts`() throws {
        let session = try room.end(try room.actions.start(room.settings(), plan: try preview()))
        #expect(session.status == "complete" && session.imported == 3)
    }

    @Test func `an import whose source has changed is refused and leaves nothing`() throws {
        let plan = try preview()
        try room.write("4.jpg", "photo 4")
        #expect(
            try reason { _ = try room.actions.start(room.settings(), plan: plan) }
                == "it is not what was shown any more: now 4 instead of 3 files in the source")
        #expect(try room.actions.sessions.list().isEmpty)
        #expect(try room.files().isEmpty)
        try FileManager.default.removeItem(atPath: room.card + "/4.jpg")
        try room.write("3.jpg", "photo 3, edited")
        #expect(
            try reason { _ = try room.actions.start(room.settings(), plan: plan) }
                .contains("they are other files, or files have changed"))
        #expect(try room.end(try room.actions.start(room.settings())).imported == 3, "unconfirmed as before")
    }

    @Test func `an import whose library has changed is refused`() throws {
        let plan = try preview()
        try room.run { $0.organise = "flat" }
        #expect(
            try reason { _ = try room.actions.start(room.settings(), plan: plan) }
                .contains("now 3 instead of 0 files in the library"))
    }

    @Test func `other settings than those that were shown are refused`() throws {
        let plan = try preview()
        #expect(
            try reason { _ = try room.actions.start(room.settings { $0.organise = "flat" }, plan: plan) }
                == "something else was shown than is to be done")
    }

    @Test func `a preview that came to its end in the background is confirmed by its id`() throws {
        let previews = ImportPreviews(imports: room.actions, time: room.time)
        let report = try #require(previews.find(try previews.start(room.settings(), for: "a"), waiting: 60))
        let plan = try #require(report.plan)
        #expect(try room.end(try room.actions.start(room.settings(), plan: plan)).imported == 3)
    }

    @Test func `taking an import back is confirmed and refused when a file was worked on since`() throws {
        let id = String(try room.run().sessionID)
        let (first, second) = (try kept(id), try kept(id))
        #expect(first.files == 3)
        try "photo 2, edited".write(toFile: room.target + "/photos/2.jpg", atomically: true, encoding: .utf8)
        #expect(
            try reason { _ = try room.actions.rollback(id, plan: first.id) }
                == "it is not what was shown any more: now 2 instead of 3 files that go to the trash; "
                + "now 1 instead of 0 files that stay")
        #expect(try room.files().count == 3)
        try "photo 2".write(toFile: room.target + "/photos/2.jpg", atomically: true, encoding: .utf8)
        #expect(try room.end(room.actions.rollback(id, plan: second.id)).status == "rolled_back")
    }

    @Test func `a plan in JSON has its id when it is kept`() throws {
        let id = String(try room.run().sessionID)
        let proposal = try kept(id)
        let json = try #require(
            try JSONSerialization.jsonObject(with: JSONEncoder().encode(proposal)) as? [String: Any])
        #expect(json["plan_id"] as? String == proposal.id)
        #expect(json["files"] as? Int == 3)
        #expect(json.keys.sorted() == ["bytes", "files", "gone", "kept", "kept_count", "plan_id", "restored"])
        let unkept = try JSONEncoder().encode(try room.actions.rollbackPlan(id))
        #expect(!String(decoding: unkept, as: UTF8.self).contains("plan_id"))
    }
}
