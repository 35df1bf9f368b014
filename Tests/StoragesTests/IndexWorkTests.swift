import Engine
import Foundation
import Glibc
import Model
import Platform
import Store
import TestSupport
import Testing

@testable import Storages

/// What an index run makes of a folder that changes.
struct IndexWorkTests {
    private let room: IndexRoom

    init() throws { room = try IndexRoom() }

    @Test func `new, changed, vanished and returned files`() throws {
        for name in ["a.jpg", "b/c.jpg", "b/d.jpg", "e.jpg"] { try room.write(name, "photo \(name.prefix(3))") }
        let storage = try room.add()
        #expect(try room.items() == ["a.jpg a.j", "b/c.jpg b/c", "b/d.jpg b/d", "e.jpg e.j"])
        _ = room.reading.takeRead()

        #expect(try room.index(storage).progress.counts == ["unchanged": 4])
        #expect(room.reading.takeRead() == [])

        try room.write("a.jpg", "photo x")
        try room.remove("b/c.jpg")
        try room.write("f.jpg", "photo f")
        let changed = try room.index(storage)
        #expect(room.reading.takeRead() == ["a.jpg", "f.jpg"])
        #expect(changed.progress.counts["changed"] == 1)
        #expect(changed.progress.counts["added"] == 1)
        #expect(changed.progress.counts["missing"] == 1)
        #expect(try room.items() == ["a.jpg x", "b/c.jpg b/c missing", "b/d.jpg b/d", "e.jpg e.j", "f.jpg f"])

        try room.write("b/c.jpg", "photo b/c")
        _ = try room.index(storage)
        #expect(try room.items()[1] == "b/c.jpg b/c")
    }

    @Test func `an unchanged file that comes back is not read`() throws {
        try room.write("a.jpg", "photo a")
        try room.write("b.jpg", "photo b")
        let storage = try room.add()
        try FileManager.default.moveItem(atPath: room.photos + "/a.jpg", toPath: room.home.path + "/aside")
        _ = try room.index(storage)
        #expect(try room.items() == ["a.jpg a missing", "b.jpg b"])
        try FileManager.default.moveItem(atPath: room.home.path + "/aside", toPath: room.photos + "/a.jpg")
        _ = room.reading.takeRead()
        _ = try room.index(storage, .quick)
        #expect(room.reading.takeRead() == [])
        #expect(try room.items() == ["a.jpg a", "b.jpg b"])
    }

    @Test func `quick reads nothing, smart what has changed, full everything`() throws {
        for name in ["a", "b", "c"] { try room.write(name + ".jpg", "photo \(name)") }
        let storage = try room.add()
        try room.write("b.jpg", "photo bb")
        try room.write("d.jpg", "photo d")
        _ = room.reading.takeRead()
        _ = try room.index(storage, .quick)
        #expect(room.reading.takeRead() == [])
        #expect(try room.items() == ["a.jpg a", "b.jpg b", "c.jpg c"])
        _ = try room.index(storage, .smart)
        #expect(room.reading.takeRead() == ["b.jpg", "d.jpg"])
        let full = try room.index(storage, .full)
        #expect(room.reading.takeRead() == ["a.jpg", "b.jpg", "c.jpg", "d.jpg"])
        #expect(full.progress.counts["changed"] == nil)
    }

    @Test func `full reads everything and calls changed only what has changed`() throws {
        for number in 0..<3 { try room.write("\(number).jpg", "photo \(number)") }
        let storage = try room.add()
        try room.write("1.jpg", "photo 1, edited")
        let end = try room.index(storage, .full)
        #expect(end.progress.counts["hashed"] == 3)
        #expect(end.progress.counts["changed"] == 1)
        #expect(end.progress.counts["unchanged"] == 2)
    }

    @Test func `equal names that one run was told to leave out are listed by the next`() throws {
        let storage = try room.add()
        try room.write("a/name.jpg", "photo one")
        try room.write("b/name.jpg", "photo two")
        _ = try room.index(storage) { $0.detectDuplicates = false }
        let names = {
            try room.store.read { connection in
                let record = try #require(try StorageRecord.find(uuid: storage.uuid, connection))
                return try ConflictRecord.counts(storage: record.id, connection)[.duplicateFilename, default: 0]
            }
        }
        #expect(try names() == 0)
        _ = try room.index(storage)
        #expect(try names() == 1)
    }

    @Test func `a re-index waits for a check that begins at the same moment`() throws {
        try room.write("1.jpg", "photo 1")
        let storage = try room.add()
        let record = try room.actions.find(storage.uuid)
        let (actions, board) = (room.actions, room.board)
        let isOver = Lock(false)
        let checks = WorkerThreads.start("checks") {
            // One that is refused because of the re-index gives way to it.
            while !isOver.withLock({ $0 }) { try? actions.check(record) }
        }
        defer {
            isOver.withLock { $0 = true }
            checks.join()
        }
        for _ in 0..<200 {
            let id = try actions.reindex(storage.uuid, ReindexOptions())
            #expect(try board.waitForEnd(of: id)?.status == .complete)
        }
    }

    @Test func `a file with the same time and size but another content is found by full alone`() throws {
        try room.write("a.jpg", "photo a")
        let storage = try room.add()
        let status = try #require(
            try FileManager.default.attributesOfItem(atPath: room.photos + "/a.jpg")[.modificationDate] as? Date)
        try room.home.write("photos/a.jpg", "photo b")
        let times = [timespec](
            repeating: timespec(tv_sec: Int(status.timeIntervalSince1970), tv_nsec: 5), count: 2)
        try #require(utimensat(AT_FDCWD, room.photos + "/a.jpg", times, 0) == 0)
        _ = try room.index(storage, .smart)
        #expect(try room.items() == ["a.jpg a"])
        _ = try room.index(storage, .full)
        #expect(try room.items() == ["a.jpg b"])
    }

    @Test func `what is passed over is counted with its reason, and every file has one fate`() throws {
        try room.write("a.jpg", "photo a")
        try room.write("note.txt", "no picture")
        try room.write(".hidden.jpg", "photo h")
        try room.write("@eaDir/small.jpg", "photo s")
        try room.write("empty.jpg", "")
        try room.write("half.jpg", "broken h")
        try room.write("bad.jpg", "unreadable")
        try room.write("nested/.imalink-storage", "{}")
        try room.write("nested/n.jpg", "photo n")
        symlink(room.photos + "/a.jpg", room.photos + "/link.jpg")
        symlink(room.photos, room.photos + "/loop")
        mkfifo(room.photos + "/pipe.jpg", 0o600)
        let end = try #require(try room.board.find(try room.add().operationID ?? ""))
        #expect(
            try room.items() == ["a.jpg a", "empty.jpg none (the file is empty)", "half.jpg h (its end is missing)"])
        let ignored = end.progress.counts.filter { $0.key.hasPrefix("ignored") }
        #expect(
            ignored == [
                "ignored: no picture or video": 1, "ignored: hidden": 1, "ignored: thumbnails of another program": 1,
                "ignored: nested storage": 1, "ignored: symbolic link": 2, "ignored: no regular file": 1,
            ])
        #expect(end.progress.fates == ["imported": 1, "rejected": 2, "failed": 1, "ignored": 7])
        #expect(end.progress.processed == 11)
        #expect(
            try room.problems(end) == [
                "bad.jpg failed: the drive has a bad place", "empty.jpg rejected: the file is empty",
                "half.jpg rejected: its end is missing",
            ])
        #expect(end.status == .complete)
    }

    @Test func `what cannot be read keeps what was known, and stops nothing`() throws {
        for name in ["a/1.jpg", "a/2.jpg", "b/3.jpg", "c.jpg"] { try room.write(name, "photo \(name)") }
        let storage = try room.add()
        try room.remove("b/3.jpg")
        try room.write("c.jpg", "unreadable")
        let end = try room.index(storage)
        #expect(end.progress.fates["failed"] == 1)
        #expect(try room.items() == ["a/1.jpg a/1.jpg", "a/2.jpg a/2.jpg", "b/3.jpg b/3.jpg missing", "c.jpg c.jpg"])
    }

    @Test(arguments: [(19, 100, true), (20, 100, false), (20, 200, true), (21, 200, false), (30, 30, false)])
    func `more than a tenth and at least twenty missing files are asked about`(
        gone: Int, of total: Int, isBelieved: Bool
    ) throws {
        for number in 0..<total { try room.write("\(number).jpg", "photo \(number)") }
        let storage = try room.add()
        for number in 0..<gone { try room.remove("\(number).jpg") }
        let end = try room.index(storage)
        #expect((end.status == .complete) == isBelieved, "\(end.errorMessage ?? "")")
        let missing = { try room.items().filter { $0.hasSuffix("missing") }.count }
        #expect(try missing() == (isBelieved ? gone : 0))
        guard !isBelieved else { return }
        #expect(end.errorMessage?.contains("\(gone) of its files are not there any more") ?? false)
        #expect(end.errorHint?.contains("--accept-missing") ?? false)
        #expect(end.status == .paused)
        #expect(IndexQuestion.missingFiles(end) == gone)
        // Asking again does not make it true.
        try room.board.resume(end.operationID)
        let again = try #require(try room.board.waitForEnd(of: end.operationID))
        #expect(again.status == .paused)
        #expect(IndexQuestion.missingFiles(again) == gone)
        #expect(try missing() == 0)
        #expect(try room.index(storage) { $0.acceptMissing = true }.status == .complete)
        #expect(try missing() == gone)
        #expect(try room.board.find(end.operationID)?.status == .cancelled)
    }

    @Test func `a root without its signature is offline and loses nothing`() throws {
        for number in 0..<5 { try room.write("\(number).jpg", "photo \(number)") }
        let storage = try room.add()
        try FileManager.default.moveItem(atPath: room.photos, toPath: room.home.path + "/away")
        try room.home.makeFolder("photos")
        #expect(throws: (any Error).self) { try room.index(storage) }
        #expect(try room.actions.find(storage.uuid).state == .offline)
        #expect(try room.items().allSatisfy { !$0.hasSuffix("missing") })
        #expect(try FileManager.default.contentsOfDirectory(atPath: room.photos).isEmpty)
    }

    @Test func `a root that goes away while it is read loses nothing`() throws {
        for number in 0..<5 { try room.write("\(number).jpg", "photo \(number)") }
        let storage = try room.add()
        try room.write("new.jpg", "photo new")
        let (from, to) = (room.photos, room.home.path + "/away")
        room.reading.before.withLock { $0 = { rename(from, to) } }
        let end = try room.index(storage, .full)
        #expect(end.status == .failed)
        #expect(end.errorMessage?.contains("it is offline (\(from)") ?? false)
        #expect(try room.items().allSatisfy { !$0.hasSuffix("missing") })
    }

    @Test func `a resumed run counts each file once and reads no row twice`() throws {
        for number in 0..<150 {
            try room.write("\(1000 + number).jpg", number.isMultiple(of: 7) ? "no picture" : "photo \(number)")
        }
        let undisturbed = try IndexRoom()
        for number in 0..<150 {
            try undisturbed.write("\(1000 + number).jpg", number.isMultiple(of: 7) ? "no picture" : "photo \(number)")
        }
        let expected = try #require(try undisturbed.board.find(try undisturbed.add().operationID ?? ""))

        let batches = Lock(0)
        let (board, operation) = (room.board, Lock<String?>(nil))
        let hasID = Condition(false)
        room.reading.before.withLock {
            $0 = {
                hasID.wait { $0 ? () : nil }
                let isThird = batches.withLock { count in
                    count += 1
                    return count == 3
                }
                // The run may have ended between; then there is nothing to pause.
                if isThird, let id = operation.withLock({ $0 }) { try? board.pause(id) }
            }
        }
        let storage = try room.actions.add(path: room.photos, name: nil, isIndexed: true)
        let id = try #require(storage.operationID)
        operation.withLock { $0 = id }
        hasID.change { $0 = true }
        let paused = try #require(try room.board.waitForEnd(of: id))
        #expect(paused.status == .paused)
        #expect(paused.progress.processed < 151)
        try room.board.resume(id)
        let end = try #require(try room.board.waitForEnd(of: id))
        #expect(end.status == .complete)
        #expect(end.progress.counts == expected.progress.counts)
        #expect(end.progress.fates == expected.progress.fates)
        #expect(end.progress.processed == expected.progress.processed)
        #expect(try room.items() == undisturbed.items())
        let reads = room.reading.takeRead()
        #expect(reads.count == 150, "the cache answers for what was read before the pause")
    }

    @Test func `names that are no UTF-8 are told apart by their bytes`() throws {
        for (number, last) in [UInt8(0xE9), 0xE8, 0xFF].enumerated() {
            try room.write("plain.jpg", "photo \(number)")
            let name = Array(room.photos.utf8) + [UInt8(ascii: "/"), UInt8(ascii: "n"), last, 0]
            let status = name.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { buffer in
                rename(room.photos + "/plain.jpg", buffer.baseAddress)
            }
            try #require(status == 0)
        }
        let storage = try room.add()
        #expect(try room.items().count == 3)
        #expect(try room.index(storage).progress.counts["unchanged"] == 3)
    }
}
