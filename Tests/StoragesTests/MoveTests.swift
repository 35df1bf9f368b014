import Engine
import Foundation
import Model
import Platform
import SQLite
import TestSupport
import Testing

@testable import Storages
@testable import Store

/// Files that lie elsewhere than at the last run.
struct MoveTests {
    private let room: IndexRoom

    init() throws { room = try IndexRoom() }

    private func move(_ from: String, _ to: String) throws {
        let target = URL(fileURLWithPath: room.home.path + "/" + to)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: room.home.path + "/" + from, toPath: target.path)
    }

    /// The id of every item by its path.
    private func ids() throws -> [String: String] {
        let rows = try room.store.read { connection in
            try connection.rows("SELECT relative_path, id FROM media_items") { ($0.text(0), $0.text(1)) }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    private func conflicts(_ storage: StorageDocument) throws -> [String] {
        try room.store.read { connection in
            let id = try #require(try StorageRecord.find(uuid: storage.uuid, connection)).id
            return try ConflictKind.allCases.flatMap { kind in
                try ConflictRecord.page(storage: id, kind, limit: 100, connection).map {
                    "\(kind.rawValue) \($0.path.display)\($0.itemPath.map { " (\($0.display))" } ?? "")"
                }
            }
        }
    }

    private func problems() throws -> [String] { try room.store.read { try LibraryCheck.problems($0) } }

    @Test func `a moved and a renamed file keep their rows, before and behind in the order of the walk`() throws {
        for name in ["a", "b", "c", "d"] { try room.write("m/\(name).jpg", "photo \(name)") }
        let storage = try room.add()
        let before = try ids()
        try move("photos/m/a.jpg", "photos/z/a.jpg")
        try move("photos/m/b.jpg", "photos/a/b.jpg")
        try move("photos/m/c.jpg", "photos/m/renamed.jpg")
        let end = try room.index(storage)
        #expect(end.progress.counts["moved"] == 3)
        #expect(end.progress.counts["added"] == nil)
        #expect(end.progress.counts["missing"] == nil)
        let after = try ids()
        #expect(after["z/a.jpg"] == before["m/a.jpg"])
        #expect(after["a/b.jpg"] == before["m/b.jpg"])
        #expect(after["m/renamed.jpg"] == before["m/c.jpg"])
        #expect(after.count == 4)
        #expect(try conflicts(storage) == [])
        #expect(try room.index(storage).progress.counts["unchanged"] == 4)
        #expect(try problems() == [])
    }

    @Test func `a copy is no move`() throws {
        try room.write("m.jpg", "photo m")
        let storage = try room.add()
        let before = try ids()
        for name in ["a.jpg", "z.jpg"] {
            try FileManager.default.copyItem(atPath: room.photos + "/m.jpg", toPath: room.photos + "/" + name)
        }
        let end = try room.index(storage)
        #expect(end.progress.counts["moved"] == nil)
        #expect(end.progress.counts["added"] == 2)
        #expect(end.progress.counts["duplicates"] == 2)
        #expect(try ids()["m.jpg"] == before["m.jpg"])
        #expect(try conflicts(storage) == ["orphan_file a.jpg (a.jpg)", "orphan_file z.jpg (z.jpg)"])
    }

    @Test func `a copy of a file that was rated elsewhere at the same time is no move`() throws {
        try room.write("m.jpg", "photo m")
        let storage = try room.add()
        let before = try ids()
        try FileManager.default.copyItem(atPath: room.photos + "/m.jpg", toPath: room.photos + "/a.jpg")
        try room.write("m.jpg", "photo m 4")
        let end = try room.index(storage)
        #expect(end.progress.counts["added"] == 1)
        #expect(end.progress.counts["changed"] == 1)
        #expect(try ids()["m.jpg"] == before["m.jpg"])
    }

    @Test func `names that went round keep every row with its picture`() throws {
        for name in ["1", "2", "3"] { try room.write("\(name).jpg", "photo \(name)") }
        let storage = try room.add()
        let before = try ids()
        try move("photos/3.jpg", "aside")
        try move("photos/2.jpg", "photos/3.jpg")
        try move("photos/1.jpg", "photos/2.jpg")
        try move("aside", "photos/1.jpg")
        _ = try room.index(storage)
        #expect(try ids() == ["1.jpg": before["3.jpg"], "2.jpg": before["1.jpg"], "3.jpg": before["2.jpg"]])
        #expect(try room.items() == ["1.jpg 3", "2.jpg 1", "3.jpg 2"])
        #expect(try conflicts(storage) == [])
        #expect(try room.index(storage).progress.counts["unchanged"] == 3)
    }

    @Test func `names that were shifted by one, the last one deleted`() throws {
        for name in ["1", "2", "3"] { try room.write("\(name).jpg", "photo \(name)") }
        let storage = try room.add()
        let before = try ids()
        try room.remove("3.jpg")
        try move("photos/2.jpg", "photos/3.jpg")
        try move("photos/1.jpg", "photos/2.jpg")
        let end = try room.index(storage)
        #expect(end.progress.counts["moved"] == 2)
        #expect(end.progress.counts["missing"] == 1)
        #expect(try ids() == ["1.jpg": before["3.jpg"], "2.jpg": before["1.jpg"], "3.jpg": before["2.jpg"]])
        #expect(try room.items() == ["1.jpg 3 missing", "2.jpg 1", "3.jpg 2"])
        #expect(try problems() == [])
    }

    @Test func `between storages the row goes along, with what waits for it`() throws {
        try room.home.makeFolder("other")
        try room.write("a.jpg", "photo a 3")
        try room.write("b.jpg", "photo b")
        try room.write("x.jpg", "photo x", in: "other")
        let (storage, other) = (try room.add(), try room.add("other"))
        let before = try ids()
        try move("photos/a.jpg", "other/in/a.jpg")
        let end = try room.index(other)
        #expect(end.progress.counts["moved"] == 1)
        #expect(try ids()["in/a.jpg"] == before["a.jpg"])
        #expect(try conflicts(other) == [])
        #expect(try room.index(storage).progress.counts["missing"] == nil)
        #expect(try room.items() == ["b.jpg b", "in/a.jpg a", "x.jpg x"])
        #expect(try problems() == [])
    }

    @Test func `what lies on a drive that is away has not moved`() throws {
        try room.home.makeFolder("other")
        try room.write("a.jpg", "photo a")
        try room.write("x.jpg", "photo x", in: "other")
        let (_, other) = (try room.add(), try room.add("other"))
        let before = try ids()
        try FileManager.default.copyItem(atPath: room.photos + "/a.jpg", toPath: room.home.path + "/other/a2.jpg")
        try move("photos", "away")
        try room.home.makeFolder("photos")
        let end = try room.index(other)
        #expect(end.progress.counts["added"] == 1)
        #expect(end.progress.counts["moved"] == nil)
        #expect(try ids()["a.jpg"] == before["a.jpg"])
    }

    @Test func `a move is only listed when it is not to be taken over, and ends when it is`() throws {
        try room.write("a.jpg", "photo a")
        try room.write("b.jpg", "photo b")
        let storage = try room.add()
        let before = try ids()
        try move("photos/a.jpg", "photos/new/a.jpg")
        for _ in 0..<2 {
            let end = try room.index(storage) { $0.fixMoved = false }
            #expect(end.progress.counts["moved"] == nil)
            #expect(end.progress.counts["missing"] == nil)
            #expect(try conflicts(storage) == ["path_mismatch new/a.jpg (a.jpg)"])
        }
        #expect(try room.index(storage).progress.counts["moved"] == 1)
        #expect(try conflicts(storage) == [])
        #expect(try ids()["new/a.jpg"] == before["a.jpg"])
        #expect(try room.items() == ["b.jpg b", "new/a.jpg a"])
    }

    @Test func `a listed move whose file goes away is missing`() throws {
        try room.write("a.jpg", "photo a")
        let storage = try room.add()
        try move("photos/a.jpg", "photos/new/a.jpg")
        _ = try room.index(storage) { $0.fixMoved = false }
        try room.remove("new/a.jpg")
        _ = try room.index(storage)
        #expect(try conflicts(storage) == ["missing_file a.jpg (a.jpg)"])
    }

    @Test func `missing, new and equal names are listed, and end with their causes`() throws {
        try room.write("a/1.jpg", "photo 1")
        try room.write("b/1.jpg", "photo 2")
        try room.write("c.jpg", "photo 3")
        let storage = try room.add()
        #expect(try conflicts(storage) == ["duplicate_filename 1.jpg"], "the first run has no orphans")
        try room.remove("c.jpg")
        try room.write("d.jpg", "photo 4")
        let end = try room.index(storage)
        #expect(end.progress.counts["orphans"] == 1)
        #expect(
            try conflicts(storage) == [
                "missing_file c.jpg (c.jpg)", "orphan_file d.jpg (d.jpg)", "duplicate_filename 1.jpg",
            ])
        try room.write("c.jpg", "photo 3")
        try room.remove("d.jpg")
        try move("photos/b/1.jpg", "photos/b/2.jpg")
        _ = try room.index(storage)
        #expect(try conflicts(storage) == ["missing_file d.jpg (d.jpg)"])
    }

    @Test func `new files may be only listed, and files that are missing forgotten`() throws {
        for name in ["a", "b"] { try room.write("\(name).jpg", "photo \(name) 4") }
        let storage = try room.add()
        try room.write("c.jpg", "photo c")
        try room.write("note.txt", "no photo")
        try room.remove("a.jpg")
        _ = room.reading.takeRead()
        let end = try room.index(storage) {
            $0.hashOrphans = false
            $0.dropMissing = true
        }
        #expect(room.reading.takeRead() == [])
        #expect(end.progress.counts["orphans"] == 1)
        #expect(end.progress.counts["missing"] == 1)
        #expect(try room.items() == ["b.jpg b"])
        #expect(try conflicts(storage) == ["orphan_file c.jpg"])
        #expect(try problems() == [])
        // The picture comes back with its rating.
        try room.write("again.jpg", "photo a")
        _ = try room.index(storage)
        let rating = try room.store.read { try $0.integer("SELECT rating FROM photos WHERE picture_hash = 'a'") }
        #expect(rating == 4)
        #expect(try room.items() == ["again.jpg a", "b.jpg b", "c.jpg c"])
    }

    @Test func `a check of one folder leaves the others alone`() throws {
        for name in ["1.jpg", "m/2.jpg", "m/deep/3.jpg", "m-n/4.jpg", "z.jpg"] { try room.write(name, "photo \(name)") }
        let storage = try room.add()
        for name in ["1.jpg", "m/2.jpg", "m/deep/3.jpg", "m-n/4.jpg"] { try room.remove(name) }
        try room.write("m/new.jpg", "photo new")
        try room.write("other.jpg", "photo other")
        let record = try room.actions.find(storage.uuid)
        func check(_ folder: String?) throws {
            try room.actions.check(folder: folder.flatMap { RelativePath($0) }, of: record)
            let id = try #require(try room.board.latest(1).first?.operationID)
            #expect(try room.board.waitForEnd(of: id)?.status == .complete)
        }
        try check("m")
        #expect(try conflicts(storage) == ["missing_file m/2.jpg (m/2.jpg)", "orphan_file m/new.jpg (m/new.jpg)"])
        try check(nil)
        #expect(try conflicts(storage).filter { $0.hasPrefix("missing") }.count == 2)
        try FileManager.default.removeItem(atPath: room.photos + "/m")
        try check("m")
        try check("m/deep")
        #expect(try conflicts(storage).filter { $0.hasPrefix("missing") }.count == 4)
    }
}
