import Engine
import FaultSupport
import Foundation
import Media
import MetadataWrite
import Model
import Platform
import Store
import TestSupport
import Testing

@testable import Curation

/// Many photos as one operation.
struct BulkEditTests {
    /// Readers that call somebody at each file.
    private struct WatchedInspector: CopyInspector {
        let inner: any CopyInspector
        let seen: @Sendable (String) -> Void

        func inspect(_ file: OpenFile, for digests: DigestUse) throws -> Inspection {
            seen(file.path.display)
            return try inner.inspect(file, for: digests)
        }

        func decodingProblem(of file: OpenFile) throws -> String? { try inner.decodingProblem(of: file) }
    }

    @Test func `all are changed, and each has one line in its history that names the operation`() throws {
        let room = try EditRoom()
        let storage = try room.addStorage()
        let ids = try (0..<30).map { try room.addPhoto($0, "\($0).jpg", in: storage) }
        let id = try room.board.start(room.bulk.request(MetadataChanges(rating: .favorite), of: .ids(ids)))
        let end = try #require(try room.board.waitForEnd(of: id))
        #expect(end.status == .complete)
        #expect(end.title == "Make favorites of 30 photos")
        #expect(end.progress.fates == ["imported": 30])
        #expect(end.progress.counts["written"] == 30)
        for (number, photo) in ids.enumerated() {
            #expect(room.writtenRating("photos/\(number).jpg.xmp") == "5")
            #expect(try room.history(photo).count == 1)
        }
        #expect(try room.starQueue().count == 30)
    }

    @Test func `a run that was paused goes on and repeats no history`() throws {
        let (reached, isPaused) = (Condition(0), Condition(false))
        let watched = WatchedInspector(inner: SegmentInspector()) { _ in
            reached.change { $0 += 1 }
            isPaused.wait { $0 || reached.wait { $0 } < 60 ? () : nil }
        }
        let room = try EditRoom(inspector: watched)
        let storage = try room.addStorage()
        let ids = try (0..<40).map { try room.addPhoto($0, "\($0).jpg", in: storage) }
        let id = try room.board.start(room.bulk.request(MetadataChanges(rating: Rating(3)), of: .ids(ids)))
        reached.wait { $0 >= 60 ? () : nil }
        try room.board.pause(id)
        isPaused.change { $0 = true }
        let paused = try #require(try room.board.waitForEnd(of: id))
        #expect(paused.status == .paused)
        #expect(paused.progress.processed < 40)
        try room.board.resume(id)
        let end = try #require(try room.board.waitForEnd(of: id))
        #expect(end.status == .complete)
        #expect(end.progress.processed == 40)
        for (number, photo) in ids.enumerated() {
            #expect(room.writtenRating("photos/\(number).jpg.xmp") == "3")
            #expect(try room.history(photo).count == 1)
        }
    }

    @Test func `an operation of an earlier version has its photos in its row and goes on behind its cursor`() throws {
        let room = try EditRoom()
        let storage = try room.addStorage()
        let ids = try (0..<3).map { try room.addPhoto($0, "\($0).jpg", in: storage) }
        var record = OperationRecord(
            id: UUIDText.random(), kind: .bulkMetadata, title: "Make favorites of 3 photos", storage: nil,
            parameters: #"{"changes":{"rating":5},"ids":["\#(ids.joined(separator: #"",""#))"]}"#, startedAt: "")
        record.status = .paused
        record.checkpoint = #"""
            {"current_phase":"Writing","total_files":3,"processed_files":1,"processed_bytes":0,"stats":{"imported":1},
            "faults":0,"last_file":"","cursor":"1","counts":{}}
            """#
        let paused = record
        try room.store.write { try paused.insert($0) }
        try room.board.resume(record.id)
        let end = try #require(try room.board.waitForEnd(of: record.id))
        #expect(end.status == .complete)
        #expect(end.progress.processed == 3)
        #expect(try ids.map { try room.history($0).count } == [0, 1, 1])
    }

    @Test func `all that a filter shows is changed and its row holds no list`() throws {
        let room = try EditRoom()
        let storage = try room.addStorage()
        let ids = try (0..<4).map { try room.addPhoto($0, "\($0).jpg", in: storage) }
        var filter = PhotoFilter()
        filter.storage = storage.id
        let request = try room.bulk.request(MetadataChanges(rating: Rating(2)), of: .filter(filter))
        #expect(request.title == "Rate 4 photos")
        let end = try #require(try room.board.waitForEnd(of: try room.board.start(request)))
        #expect(end.progress.fates == ["imported": 4])
        #expect(try ids.map { try room.history($0).count } == [1, 1, 1, 1])
        let row = try #require(try room.store.read { try OperationRecord.find(end.operationID, $0) })
        #expect(row.parameters == #"{"changes":{"rating":2},"selection":1}"#)
    }

    @Test func `an unknown photo does not stop the others, a failing file is named`() throws {
        let room = try EditRoom()
        let storage = try room.addStorage()
        let ids = try (0..<3).map { try room.addPhoto($0, "\($0).jpg", in: storage) }
        try FileManager.default.removeItem(atPath: room.home.path + "/photos/1.jpg")
        let request = try room.bulk.request(MetadataChanges(rating: Rating(1)), of: .ids(ids + ["20990101_000000_000"]))
        let id = try room.board.start(request)
        let end = try #require(try room.board.waitForEnd(of: id))
        #expect(end.status == .complete)
        #expect(end.progress.fates == ["imported": 2, "failed": 1, "rejected": 1])
        let problems = try room.store.read { try OperationProblem.all(ofOperation: id, limit: 10, $0) }
        #expect(problems.count == 2)
    }

    @Test func `an empty selection and a storage that is gone are refused`() throws {
        let room = try EditRoom()
        let storage = try room.addStorage()
        #expect(throws: Refusal.self) {
            try room.board.start(room.bulk.request(MetadataChanges(rating: .favorite), of: .ids([])))
        }
        try FileManager.default.removeItem(atPath: room.home.path + "/photos")
        #expect(throws: (any Error).self) { try room.board.start(BulkEdits.requestPending(storage)) }
        #expect(try room.board.latest(10).isEmpty)
    }

    @Test(arguments: [
        "{\"rating\": 6}", "{\"rating\": -2}", "{\"rating\": 99999999999}", "{\"rating\": 2.5}", "{\"rating\": \"3\"}",
    ])
    func `changes from outside are checked`(json: String) {
        #expect(throws: (any Error).self) {
            _ = try JSONDecoder().decode(MetadataChanges.self, from: Data(json.utf8))
        }
    }

    @Test func `text from outside loses what XML cannot hold`() throws {
        let json = "{\"title\": \" a\\u0001b\\uFFFE \\n\", \"rating\": 3}"
        let changes = try JSONDecoder().decode(MetadataChanges.self, from: Data(json.utf8))
        #expect(changes.title == "ab")
        #expect(changes.rating == 3)
        #expect(changes.label == nil)
    }
}
