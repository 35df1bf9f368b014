import Engine
import Foundation
import Glibc
import Model
import Platform
import SQLite
import TestSupport
import Testing

@testable import Storages
@testable import Store

/// What people decide about conflicts.
struct ConflictTests {
    private let room: IndexRoom
    private let conflicts: ConflictActions

    init() throws {
        room = try IndexRoom()
        conflicts = ConflictActions(store: room.store, board: room.board, time: room.time)
    }

    private func list(_ storage: StorageDocument) throws -> [ConflictDocument] {
        try room.listing.conflicts(try room.actions.find(storage.uuid), nil, after: nil, limit: 100).items
    }

    /// Settles to the end; returns the operation, when there was one.
    @discardableResult
    private func settle(
        _ storage: StorageDocument, _ action: ConflictChoice, _ ids: [Int64]? = nil
    ) throws -> OperationDocument? {
        let outcome = try conflicts.answer(ConflictAnswer(action, ids: ids), try room.actions.find(storage.uuid))
        return try outcome.operationID.flatMap { try room.board.waitForEnd(of: $0) }
    }

    private func problems() throws -> [String] { try room.store.read { try LibraryCheck.problems($0) } }

    private func run(_ sql: String) throws { try room.store.write { try $0.run(sql) } }

    @Test func `a missing file is copied back from another storage, as it was`() throws {
        try room.home.makeFolder("other")
        try room.write("deep/er/a.jpg", "photo a 3")
        try room.write("copy.jpg", "photo a 3", in: "other")
        let (storage, other) = (try room.add(), try room.add("other"))
        let ids = try room.store.read { try $0.rows("SELECT id FROM media_items ORDER BY path") { $0.text(0) } }
        try FileManager.default.removeItem(atPath: room.photos + "/deep")
        _ = try room.index(storage)
        let missing = try #require(try list(storage).first)
        #expect(missing.type == .missingFile)
        #expect(missing.expectedPath == "deep/er/a.jpg")
        #expect(missing.copies?.map(\.path) == ["copy.jpg"])
        #expect(missing.copies?.first?.isExact == true)
        let end = try #require(try settle(storage, .restore))
        #expect(end.status == .complete, "\(end.errorMessage ?? "")")
        #expect(try room.problems(end) == [])
        #expect(try room.items() == ["copy.jpg a", "deep/er/a.jpg a"])
        #expect(try list(storage).isEmpty)
        let times = try ["photos/deep/er/a.jpg", "other/copy.jpg"].map {
            try FileManager.default.attributesOfItem(atPath: room.home.path + "/" + $0)[.modificationDate] as? Date
        }
        #expect(times[0] == times[1])
        #expect(try room.index(storage).progress.counts["unchanged"] == 1)
        #expect(try room.store.read { try $0.rows("SELECT id FROM media_items ORDER BY path") { $0.text(0) } } == ids)
        #expect(try list(other).isEmpty)
        #expect(try problems() == [])
    }

    @Test func `a copy that has changed since is not taken, and the reason is told`() throws {
        try room.home.makeFolder("other")
        try room.write("a.jpg", "photo a")
        try room.write("b.jpg", "photo b")
        try room.write("copy.jpg", "photo a", in: "other")
        let storage = try room.add()
        try room.add("other")
        for name in ["a.jpg", "b.jpg"] { try room.remove(name) }
        _ = try room.index(storage)
        try room.write("copy.jpg", "photo z", in: "other")
        let end = try #require(try settle(storage, .restore))
        #expect(end.status == .complete)
        #expect(
            try room.problems(end) == [
                "a.jpg failed: the copy in other has changed since it was indexed",
                "b.jpg failed: there is no other copy of it",
            ])
        #expect(try list(storage).count == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: room.photos) == [".imalink-storage"])
    }

    @Test func `the library's rating holds over that of an older copy, and is written into it`() throws {
        try room.home.makeFolder("other")
        try room.write("a.jpg", "photo a 5")
        try room.write("copy.jpg", "photo a 1", in: "other")
        let storage = try room.add()
        try room.add("other")
        try room.remove("a.jpg")
        _ = try room.index(storage)
        try settle(storage, .restore)
        let (rating, waiting) = try room.store.read { connection in
            (
                try connection.integer("SELECT rating FROM photos"),
                try connection.rows("SELECT changes FROM metadata_writes") { $0.text(0) }
            )
        }
        #expect(rating == 5)
        #expect(waiting == [#"{"rating":5}"#])
    }

    @Test func `a forgotten file leaves its photo to the others`() throws {
        try room.write("a.jpg", "photo a 4")
        try room.write("b.jpg", "photo a 4")
        try room.write("c.jpg", "photo c 2")
        let storage = try room.add()
        try run("INSERT INTO albums VALUES ('00000000-0000-0000-0000-000000000000', 'Album', '', '', 0, 0)")
        try run(
            "INSERT INTO album_items SELECT '00000000-0000-0000-0000-000000000000', id FROM media_items WHERE original_title = 'a.jpg'"
        )
        for name in ["a.jpg", "c.jpg"] { try room.remove(name) }
        _ = try room.index(storage)
        #expect(try settle(storage, .forget) == nil)
        #expect(try room.items() == ["b.jpg a"])
        #expect(try list(storage).isEmpty)
        let (album, hidden) = try room.store.read { connection in
            (
                try connection.rows(
                    "SELECT original_title FROM album_items JOIN media_items ON id = media_id"
                ) { $0.text(0) },
                try connection.integer("SELECT count(*) FROM photos WHERE is_visible = 0 AND rating = 2")
            )
        }
        #expect(album == ["b.jpg"])
        #expect(hidden == 1)
        #expect(try problems() == [])
    }

    @Test func `new files are added or ignored, one or all`() throws {
        try room.write("a.jpg", "photo a")
        let storage = try room.add()
        for name in ["b", "c", "d"] { try room.write("\(name).jpg", "photo \(name)") }
        _ = try room.index(storage)
        let ids = try list(storage).map(\.id)
        #expect(ids.count == 3)
        try settle(storage, .add, [ids[0]])
        try settle(storage, .ignore, [ids[1], 999])
        #expect(try list(storage).map(\.path) == ["d.jpg"])
        try settle(storage, .forget, [ids[2]])
        #expect(try list(storage).map(\.path) == ["d.jpg"], "that is no answer to a new file")
        try settle(storage, .ignore)
        #expect(try list(storage).isEmpty)
        _ = try room.index(storage)
        #expect(try list(storage).isEmpty)
        #expect(try room.items().count == 4)
    }

    @Test func `new files become an import session, and those that come later another one`() throws {
        try room.write("old.jpg", "photo old")
        let storage = try room.add()
        for name in ["a/1.jpg", "b/2.jpg", "3.jpg"] { try room.write(name, "photo \(name)") }
        _ = try room.index(storage)
        let record = try room.actions.find(storage.uuid)
        let conflicts = ConflictActions(store: room.store, board: room.board, time: room.time)
        #expect(try conflicts.answer(ConflictAnswer(.session, ids: nil), record).settled == 3)
        #expect(try conflicts.counts(record)[.orphanFile, default: 0] == 0)
        try room.write("4.jpg", "photo 4")
        _ = try room.index(storage)
        #expect(try conflicts.answer(ConflictAnswer(.session, ids: nil), record).settled == 1)
        #expect(try conflicts.answer(ConflictAnswer(.session, ids: nil), record).settled == 0)
        let sessions = try room.store.read { connection in
            try connection.rows(
                """
                SELECT session_number || ': ' || imported || ' ' || (
                    SELECT group_concat(relative_path, ' ') FROM (
                        SELECT relative_path FROM media_items WHERE import_session_id = session_key ORDER BY path))
                FROM import_sessions ORDER BY session_number
                """
            ) { $0.text(0) }
        }
        #expect(sessions == ["1: 3 3.jpg a/1.jpg b/2.jpg", "2: 1 4.jpg"])
    }

    @Test func `new files that were only listed are read when they are added`() throws {
        try room.write("a.jpg", "photo a")
        let storage = try room.add()
        try room.write("b.jpg", "photo b")
        _ = try room.index(storage) { $0.hashOrphans = false }
        #expect(try settle(storage, .add)?.status == .complete)
        #expect(try room.items() == ["a.jpg a", "b.jpg b"])
        #expect(try list(storage).isEmpty)
        #expect(try problems() == [])
    }

    @Test func `a listed move is taken over alone`() throws {
        for name in ["a", "b"] { try room.write("\(name).jpg", "photo \(name)") }
        let storage = try room.add()
        for name in ["a", "b"] {
            rename(room.photos + "/\(name).jpg", room.photos + "/moved-\(name).jpg")
        }
        _ = try room.index(storage) { $0.fixMoved = false }
        let moved = try list(storage)
        #expect(moved.map(\.actualPath) == ["moved-a.jpg", "moved-b.jpg"])
        #expect(moved.map(\.expectedPath) == ["a.jpg", "b.jpg"])
        try settle(storage, .accept, [moved[0].id])
        #expect(try list(storage).map(\.id) == [moved[1].id])
        #expect(try room.items() == ["b.jpg b missing", "moved-a.jpg a"])
    }

    @Test func `equal names stay dismissed, and pages end where they should`() throws {
        for name in ["1.jpg", "2.jpg", "3.jpg"] {
            for folder in ["x", "y"] { try room.write("\(folder)/\(name)", "photo \(folder)\(name)") }
        }
        let storage = try room.add()
        let record = try room.actions.find(storage.uuid)
        let first = try room.listing.conflicts(record, nil, after: nil, limit: 2)
        #expect(first.items.map(\.filename) == ["1.jpg", "2.jpg"])
        #expect(first.items[0].instances?.map(\.path) == ["x/1.jpg", "y/1.jpg"])
        let second = try room.listing.conflicts(record, nil, after: first.next, limit: 2)
        #expect(second.items.map(\.filename) == ["3.jpg"])
        #expect(second.next == nil)
        #expect(throws: Refusal.self) {
            try room.listing.conflicts(record, nil, after: "nonsense", limit: 2)
        }
        try settle(storage, .dismiss, [first.items[0].id])
        try room.write("new.jpg", "photo new")
        _ = try room.index(storage)
        #expect(try conflicts.counts(record) == [.duplicateFilename: 2, .orphanFile: 1])
    }
}
