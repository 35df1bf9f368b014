import Foundation
import Imports
import Intake
import Model
import Platform
import Store
import TestSupport
import Testing

struct UploadTests {
    let room: ImportRoom
    private var uploads: Uploads { room.actions.uploads }

    init() throws { room = try ImportRoom() }

    private func begin(_ change: (inout ImportSettings) -> Void = { _ in }) throws -> String {
        try uploads.start(room.settings(change)).uploadID
    }

    /// Sends an announced file from an offset on.
    private func send(_ id: String, _ path: String, _ text: String, from offset: Int = 0, upTo end: Int? = nil) throws {
        let offer = UploadOffer(path: path, size: Int64(text.utf8.count), modified: 1_600_000_000_123)
        let reception = try uploads.receive(id, path: path, offer: offer, offset: Int64(offset))
        try Array(text.utf8)[offset..<(end ?? text.utf8.count)].withUnsafeBytes { try reception.write($0) }
        if end == nil { try reception.close() } else { reception.abandon() }
    }

    private func area() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: room.target + "/.photostead/uploads").sorted()
    }

    @Test func `files that were sent are imported and leave nothing behind`() throws {
        let id = try begin()
        try send(id, "DCIM/a.jpg", "photo A")
        try send(id, "b.jpg", "photo B")
        let upload = try uploads.find(id)
        #expect(upload.count == 2 && upload.incomplete == 0 && upload.totalSizeBytes == 14)
        #expect(upload.files.map(\.path) == ["DCIM/a.jpg", "b.jpg"])
        #expect(try uploads.open().map(\.uploadID) == [id])
        let session = try room.end(room.actions.start(upload: id))
        #expect(session.imported == 2 && session.addsUp && session.source == "Upload from a browser")
        #expect(try room.files() == ["photos/DCIM/a.jpg", "photos/b.jpg"])
        #expect(try room.content("photos/b.jpg") == "photo B")
        let attributes = try FileManager.default.attributesOfItem(atPath: room.target + "/photos/b.jpg")
        let modified = try #require(attributes[.modificationDate] as? Date).timeIntervalSince1970
        #expect(abs(modified - 1_600_000_000.123) < 0.0005)
        #expect(attributes[.referenceCount] as? Int == 1, "its second name is gone")
        #expect(try area() == [])
        #expect(throws: Refusal.self) { try uploads.find(id) }
    }

    @Test func `a file that was cut off goes on where it stopped`() throws {
        let id = try begin()
        let text = "photo of something larger"
        try send(id, "a.jpg", text, upTo: 10)
        let offer = UploadOffer(path: "a.jpg", size: Int64(text.utf8.count), modified: 1_600_000_000_123)
        #expect(try uploads.states(id, of: [offer]).map(\.received) == [10])
        #expect(throws: Refusal.self) { try send(id, "a.jpg", text, from: 5) }
        #expect(try uploads.find(id).incomplete == 1)
        try send(id, "a.jpg", text, from: 10)
        #expect(try uploads.states(id, of: [offer]).map(\.isComplete) == [true])
        try room.end(room.actions.start(upload: id))
        #expect(try room.content("photos/a.jpg") == text)
    }

    @Test func `a file is received by one page at a time`() throws {
        let id = try begin()
        let offer = UploadOffer(path: "a.jpg", size: 3, modified: nil)
        let first = try uploads.receive(id, path: "a.jpg", offer: offer)
        #expect(throws: Refusal.self) { try uploads.receive(id, path: "a.jpg", offer: offer) }
        first.abandon()
        let second = try uploads.receive(id, path: "a.jpg", offer: offer)
        #expect(throws: Refusal.self) { try Array("abcd".utf8).withUnsafeBytes { try second.write($0) } }
        #expect(throws: Refusal.self) { try second.close() }
    }

    @Test func `a plain form sends whole files, and one that was cut off is dropped`() throws {
        let id = try begin()
        let whole = try uploads.receive(id, path: "a.jpg")
        try Array("photo A".utf8).withUnsafeBytes { try whole.write($0) }
        try whole.close()
        whole.abandon()
        let cut = try uploads.receive(id, path: "b.jpg")
        try Array("pho".utf8).withUnsafeBytes { try cut.write($0) }
        cut.abandon()
        let upload = try uploads.find(id)
        #expect(upload.files.map(\.path) == ["a.jpg"] && upload.incomplete == 0)
    }

    @Test func `the same file sent twice is one, another of its name gets a number`() throws {
        let id = try begin()
        for text in ["photo A", "photo A", "photo B"] {
            let reception = try uploads.receive(id, path: "a.jpg")
            try Array(text.utf8).withUnsafeBytes { try reception.write($0) }
            try reception.close()
        }
        #expect(try uploads.find(id).files.map(\.path) == ["a-2.jpg", "a.jpg"])
    }

    @Test(arguments: [
        "../a.jpg", "/etc/passwd", "", "a//b.jpg", "a/./b", "a\nb.jpg", String(repeating: "x", count: 256),
    ])
    func `names that lead elsewhere or fit no disk are refused`(path: String) throws {
        let id = try begin()
        #expect(throws: Refusal.self) { try uploads.receive(id, path: path) }
        let states = try uploads.states(id, of: [UploadOffer(path: path, size: 1, modified: nil)])
        #expect(states.allSatisfy { $0.problem != nil && !$0.isComplete })
        #expect(try area().filter { $0.contains(".jpg") } == [])
    }

    @Test func `more than the disk has is refused before it is sent`() throws {
        let id = try begin()
        let offer = UploadOffer(path: "a.mov", size: 1 << 42, modified: nil)
        #expect(throws: Refusal.self) { try uploads.states(id, of: [offer]) }
        #expect(throws: Refusal.self) { try uploads.receive(id, path: "a.mov", offer: offer) }
    }

    @Test func `times and sizes beyond all measure harm nobody`() throws {
        let id = try begin()
        let offer = UploadOffer(path: "a.jpg", size: 7, modified: .max)
        let reception = try uploads.receive(id, path: "a.jpg", offer: offer)
        try Array("photo A".utf8).withUnsafeBytes { try reception.write($0) }
        try reception.close()
        #expect(try uploads.states(id, of: [offer]).map(\.isComplete) == [true])
        let offers = [Int64.max, .min, -1].map { UploadOffer(path: "b.jpg", size: $0, modified: .min) }
        #expect(try uploads.states(id, of: offers).allSatisfy { $0.problem != nil })
        #expect(throws: Refusal.self) { try uploads.receive(id, path: "b.jpg", offer: offers[0]) }
    }

    @Test func `another photo of the same name and size is no photo that has come`() throws {
        let id = try begin()
        try send(id, "a.jpg", "photo A")
        let other = UploadOffer(path: "a.jpg", size: 7, modified: 1_600_000_999_000)
        #expect(try uploads.states(id, of: [other]).map(\.isComplete) == [false])
        let reception = try uploads.receive(id, path: "a.jpg", offer: other)
        try Array("photo B".utf8).withUnsafeBytes { try reception.write($0) }
        try reception.close()
        #expect(try uploads.find(id).files.map(\.path) == ["a-2.jpg", "a.jpg"])
    }

    @Test func `an upload is imported once, and not while files are coming`() throws {
        let id = try begin()
        try send(id, "a.jpg", "photo A")
        let coming = try uploads.receive(id, path: "b.jpg")
        #expect(throws: Refusal.self) { try room.actions.start(upload: id) }
        #expect(throws: Refusal.self) { try uploads.discard(id) }
        coming.abandon()
        let (entered, release) = (Condition(false), Condition(false))
        room.reading.before.withLock {
            $0 = {
                entered.change { $0 = true }
                release.wait { $0 ? () : nil }
            }
        }
        let session = try room.actions.start(upload: id)
        entered.wait { $0 ? () : nil }
        let settings = try #require(session.settings)
        #expect(throws: Refusal.self) { try room.actions.start(settings) }
        #expect(throws: Refusal.self) { try uploads.discard(id) }
        #expect(try room.actions.start(upload: id).sessionID == session.sessionID)
        release.change { $0 = true }
        #expect(try room.end(session).imported == 1)
        #expect(try area() == [])
    }

    @Test func `what was compared with nothing stays until it is discarded`() throws {
        try room.write("a.jpg", "photo A")
        try room.run()
        let id = try begin()
        try send(id, "a.jpg", "photo A")
        try send(id, "a.jpg.xmp", "sidecar 4")
        let session = try room.end(room.actions.start(upload: id))
        #expect(session.duplicate == 2)
        #expect(try area().contains { $0.hasSuffix("a.jpg.xmp") })
        #expect(try uploads.leftover(ofSession: session.sessionID) == id)
        try uploads.discard(id)
        #expect(try area() == [])
        #expect(try uploads.leftover(ofSession: session.sessionID) == nil)
    }

    @Test func `an upload can be discarded, and takes no file while it is imported`() throws {
        let id = try begin()
        #expect(throws: Refusal.self) { try room.actions.start(upload: id) }
        try send(id, "a/b/c.jpg", "photo A")
        try uploads.discard(id)
        #expect(try area() == [] && uploads.open().isEmpty)
        #expect(throws: Refusal.self) { try uploads.receive(id, path: "a.jpg") }
    }

    @Test func `what is asked or has failed keeps the files until it is settled`() throws {
        try room.write("a.jpg", "photo A")
        try room.run()
        let id = try begin { $0.duplicates = .ask }
        try send(id, "again.jpg", "photo A")
        let session = try room.end(room.actions.start(upload: id))
        #expect(session.questions == 1)
        #expect(try area().contains { $0.hasSuffix("again.jpg") })
        #expect(throws: Refusal.self) { try uploads.receive(id, path: "b.jpg") }
        _ = try room.actions.answer(String(session.sessionID), files: nil, with: .skip)
        #expect(try area() == [])
    }
}
