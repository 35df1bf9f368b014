import Engine
import Foundation
import Media
import MetadataWrite
import Model
import Platform
import Store
import TestSupport
import Testing

@testable import Curation

/// Ratings, labels and texts on their way into the library and the files.
struct PhotoEditsTests {
    @Test func `a rating stands in the library, the file and the history`() throws {
        let room = try EditRoom()
        let id = try room.addPhoto(1, in: try room.addStorage())
        let result = try room.rate(4, id)
        #expect(result == EditResult(id: id, rating: 4, label: nil, written: 1))
        #expect(try room.photo(id).rating?.stars == 4)
        #expect(try room.photo(id).writeState == .clean)
        #expect(room.writtenRating("photos/a.jpg.xmp") == "4")
        let history = try room.history(id)
        #expect(history.map { "\($0.field) \($0.oldValue ?? "-") \($0.newValue ?? "-")" } == ["rating - 4"])
        #expect(history.first?.changedAt == "2001-09-09T01:46:40Z")
        #expect(try room.waiting() == [])
    }

    @Test(.enabled(if: EditRoom.exifTool != nil, "exiftool is not installed"))
    func `with exiftool the photo itself is written, and its row follows`() throws {
        let room = try EditRoom(withTool: true)
        let id = try room.addPhoto(1, in: try room.addStorage())
        _ = try room.rate(4, id)
        #expect(room.writtenRating("photos/a.jpg") == "4")
        #expect(room.text("photos/a.jpg.xmp") == nil)
        let size = try #require(room.text("photos/a.jpg")?.utf8.count)
        let row = try room.store.read { try ItemDetails.find(id, $0) }
        #expect(size > TinyPhoto.jpeg(number: 1).count)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: room.home.path + "/photos/a.jpg"))
        #expect(row?.size == Int64(bytes.count))
        _ = try room.rate(0, id)
        #expect(room.writtenRating("photos/a.jpg") == nil)
    }

    @Test(arguments: [true, false])
    func `a rating never gets into a picture that took the place of another`(withTool: Bool) throws {
        let room = try EditRoom(withTool: withTool)
        let storage = try room.addStorage()
        let id = try room.addPhoto(1, in: storage)
        let row = try room.store.read { try ItemDetails.find(id, $0) }
        try room.home.write("photos/a.jpg", TinyPhoto.jpeg(number: 2))
        let before = try Originals(room.home.path + "/photos", without: [])
        let result = try room.rate(4, id)
        #expect(result.failed == 1)
        #expect(result.problem?.contains("another picture") ?? false)
        #expect(try Originals(room.home.path + "/photos", without: []).differences(from: before) == [])
        #expect(try room.store.read { try ItemDetails.find(id, $0) }?.sha256 == row?.sha256)
        #expect(try room.waiting() == ["failed {\"rating\":4}"])
        // Once indexed, the file is the other photo's, and nothing waits for it any more.
        let old = try room.photo(id)
        _ = try room.addPhoto(2, in: storage)
        let indexed = try Originals(room.home.path + "/photos", without: [])
        #expect(try room.edits.writeFiles(ofPhoto: old.key).written == 0)
        #expect(try room.waiting() == [])
        #expect(try Originals(room.home.path + "/photos", without: []).differences(from: indexed) == [])
    }

    @Test func `what waits for a photo does not get into the one that has its file now`() throws {
        let room = try EditRoom()
        let storage = try room.addStorage()
        let id = try room.addPhoto(1, in: storage)
        try room.home.write("photos/a.jpg", TinyPhoto.jpeg(number: 2))
        _ = try room.rate(4, id)
        let old = try room.photo(id)
        _ = try room.addPhoto(2, in: storage)
        _ = try room.edits.apply(MetadataChanges(label: "Red"), to: id)
        #expect(room.text("photos/a.jpg.xmp")?.contains("Red") ?? false)
        #expect(room.writtenRating("photos/a.jpg.xmp") == nil)
        #expect(try room.store.read { try PhotoRecord.find(key: old.key, $0) }?.writeState == .clean)
    }

    @Test(.enabled(if: EditRoom.exifTool != nil, "exiftool is not installed"))
    func `the hash cache never serves what stood in a file before it was written`() throws {
        let room = try EditRoom(withTool: true)
        let storage = try room.addStorage()
        let id = try room.addPhoto(1, in: storage)
        var sizes: Set<Int64> = []
        for stars in [3, 4] {
            _ = try room.rate(stars, id)
            let row = try #require(try room.store.read { try ItemDetails.find(id, $0) })
            sizes.insert(row.size)
            let known = try room.cache.facts(
                HashCacheKey(
                    storage: storage.uuid, path: row.path, modifiedNanoseconds: row.modifiedNanoseconds,
                    size: row.size))
            #expect(known?.rating?.stars == stars)
            #expect(known?.digests.sha256 == row.sha256)
        }
        // Time and size alone would have told nothing.
        #expect(sizes.count == 1)
    }

    @Test func `a photo that was never rated is never touched`() throws {
        let room = try EditRoom()
        let id = try room.addPhoto(1, in: try room.addStorage())
        let before = try Originals(room.home.path + "/photos", without: [])
        #expect(try room.rate(0, id).written == 0)
        let words = MetadataChanges(label: "", title: "", description: "")
        #expect(try room.edits.apply(words, to: id).written == 0)
        #expect(try Originals(room.home.path + "/photos", without: []).differences(from: before) == [])
        #expect(try room.history(id).isEmpty)
        #expect(try room.photo(id).rating == nil)
    }

    @Test func `the same value again changes nothing`() throws {
        let room = try EditRoom()
        let id = try room.addPhoto(1, in: try room.addStorage())
        _ = try room.rate(3, id)
        let before = try Originals(room.home.path + "/photos", without: [])
        #expect(try room.rate(3, id).written == 0)
        #expect(try Originals(room.home.path + "/photos", without: []).differences(from: before) == [])
        #expect(try room.history(id).count == 1)
    }

    @Test func `a rating of zero takes the tag away`() throws {
        let room = try EditRoom()
        let id = try room.addPhoto(1, in: try room.addStorage())
        _ = try room.rate(5, id)
        _ = try room.rate(0, id)
        #expect(room.writtenRating("photos/a.jpg.xmp") == nil)
        #expect(try room.photo(id).rating == nil)
        #expect(try room.history(id).first?.newValue == nil)
    }

    @Test func `favorites that come and go stand in the star queue`() throws {
        let room = try EditRoom()
        let id = try room.addPhoto(1, in: try room.addStorage())
        for stars in [3, 5, 5, 4, 5, 0, -1] { _ = try room.rate(stars, id) }
        #expect(try room.starQueue() == ["star", "unstar", "star", "unstar"])
    }

    @Test func `every copy of a picture is written, and those that are away wait`() throws {
        let room = try EditRoom()
        let (near, far) = (try room.addStorage("near"), try room.addStorage("far"))
        let id = try room.addPhoto(1, "a.jpg", in: near)
        _ = try room.addPhoto(1, "b/copy.jpg", in: near)
        let farID = try room.addPhoto(1, "c.jpg", in: far)
        try FileManager.default.moveItem(atPath: room.home.path + "/far", toPath: room.home.path + "/away")
        let before = try Originals(room.home.path + "/away", without: [])
        let result = try room.rate(2, farID)
        #expect(result.id == id, "any item names its photo")
        #expect("\(result.written) \(result.pending) \(result.failed)" == "2 1 0")
        #expect(try room.photo(id).writeState == .pending)
        #expect(!FileManager.default.fileExists(atPath: room.home.path + "/far"))
        #expect(try Originals(room.home.path + "/away", without: []).differences(from: before) == [])

        // A second change meanwhile waits together with the first.
        _ = try room.edits.apply(MetadataChanges(label: "Red"), to: id)
        _ = try room.rate(5, id)
        #expect(try room.waiting() == ["pending {\"label\":\"Red\",\"rating\":5}"])

        try FileManager.default.moveItem(atPath: room.home.path + "/away", toPath: room.home.path + "/far")
        let end = try room.board.waitForEnd(of: room.board.start(BulkEdits.requestPending(far)))
        #expect(end?.status == .complete)
        #expect(end?.progress.fates == ["imported": 1])
        #expect(room.writtenRating("far/c.jpg.xmp") == "5")
        #expect(room.text("far/c.jpg.xmp")?.contains("<xmp:Label>Red<") ?? false)
        #expect(try room.waiting() == [])
        #expect(try room.photo(id).writeState == .clean)
    }

    @Test func `nothing is written to a storage that is switched off`() throws {
        let room = try EditRoom()
        var storage = try room.addStorage()
        let id = try room.addPhoto(1, in: storage)
        storage.isActive = false
        let off = storage
        try room.store.write { try off.update($0) }
        #expect(try room.rate(5, id).pending == 1)
        #expect(room.text("photos/a.jpg.xmp") == nil)
        storage.isActive = true
        let on = storage
        try room.store.write { try on.update($0) }
        #expect(try room.edits.writeFiles(ofPhoto: try room.photo(id).key).written == 1)
        #expect(room.writtenRating("photos/a.jpg.xmp") == "5")
    }

    @Test func `a file that cannot be written keeps its reason, and the next attempt tries it again`() throws {
        let room = try EditRoom(inspector: BlindInspector())
        let id = try room.addPhoto(1, in: try room.addStorage())
        let before = try Originals(room.home.path + "/photos")
        let result = try room.rate(5, id)
        #expect("\(result.written) \(result.pending) \(result.failed)" == "0 0 1")
        #expect(result.problem?.contains("was not accepted") ?? false, "\(result.problem ?? "")")
        #expect(try room.photo(id).writeState == .failed)
        #expect(try Originals(room.home.path + "/photos").differences(from: before) == [])
        #expect(try room.waiting() == ["failed {\"rating\":5}"])
        #expect(try room.rate(5, id).failed == 1, "it was tried again")
    }

    @Test func `changes that cannot be read fail once and do not wait for ever`() throws {
        let room = try EditRoom()
        let storage = try room.addStorage()
        let id = try room.addPhoto(1, in: storage)
        try FileManager.default.moveItem(atPath: room.home.path + "/photos", toPath: room.home.path + "/away")
        #expect(try room.rate(5, id).pending == 1)
        try FileManager.default.moveItem(atPath: room.home.path + "/away", toPath: room.home.path + "/photos")
        try room.damageWaiting()
        let result = try room.edits.writeFiles(ofPhoto: try room.photo(id).key)
        #expect("\(result.written) \(result.pending) \(result.failed)" == "0 0 1")
        #expect(result.problem?.contains("cannot be read") ?? false, "\(result.problem ?? "")")
        #expect(try room.waiting() == ["failed {"])
    }

    @Test func `the end of a bulk edit begins no write of what waits, the next round does`() throws {
        let room = try EditRoom()
        let id = try room.addPhoto(1, in: try room.addStorage())
        let other = try room.addPhoto(2, "b.jpg", in: try room.addStorage("other"))
        try FileManager.default.moveItem(atPath: room.home.path + "/photos", toPath: room.home.path + "/away")
        #expect(try room.rate(5, id).pending == 1)
        try FileManager.default.moveItem(atPath: room.home.path + "/away", toPath: room.home.path + "/photos")
        let bulk = try room.board.start(room.bulk.request(MetadataChanges(rating: Rating(2)), of: .ids([other])))
        #expect(try room.board.waitForEnd(of: bulk)?.status == .complete)
        let work = WaitingWrites(store: room.store, board: room.board, time: room.time).scheduled[0]
        try work.run(Occasion([.operationEnded], operations: [bulk]))
        #expect(try room.board.latest(9).map(\.operationID) == [bulk])
        try work.run(Occasion([.operationEnded, .every(15)], operations: [bulk]))
        let next = try #require(try room.board.latest(9).first?.operationID)
        #expect(next != bulk)
        _ = try room.board.waitForEnd(of: next)
        #expect(room.writtenRating("photos/a.jpg.xmp") == "5")
    }

    @Test func `a vanished file is a failure of that file alone`() throws {
        let room = try EditRoom()
        let storage = try room.addStorage()
        let id = try room.addPhoto(1, "a.jpg", in: storage)
        _ = try room.addPhoto(1, "b.jpg", in: storage)
        try FileManager.default.removeItem(atPath: room.home.path + "/photos/a.jpg")
        let result = try room.rate(5, id)
        #expect("\(result.written) \(result.failed)" == "1 1")
        #expect(room.writtenRating("photos/b.jpg.xmp") == "5")
        #expect(room.text("photos/a.jpg.xmp") == nil)
    }

    @Test func `a photo is named by its id, an item's, or the path of a file`() throws {
        let room = try EditRoom()
        let storage = try room.addStorage()
        let first = try room.addPhoto(1, "x/a.jpg", in: storage)
        let second = try room.addPhoto(1, "x/b.jpg", in: storage)
        for name in [first, second, room.home.path + "/photos/x/b.jpg", room.home.path + "/photos/./x//a.jpg"] {
            #expect(try room.edits.apply(MetadataChanges(label: "Blue"), to: name).id == first, "\(name)")
        }
        for name in [
            "", "/", "frob", "20990101_000000_000", room.home.path + "/photos/none.jpg", "/etc/passwd",
            room.home.path + "/photos", room.home.path + "/photos/x/a.jpg/",
        ] {
            let error = #expect(throws: Refusal.self, "\(name)") { try room.rate(5, name) }
            #expect(error?.isNotFound == true)
        }
        #expect(try room.photo(first).rating == nil)
    }

    @Test func `changes at the same time leave file and library with the same value`() throws {
        let room = try EditRoom()
        let id = try room.addPhoto(1, in: try room.addStorage())
        let (edits, count) = (room.edits, Condition(0))
        for number in 0..<8 {
            WorkerThreads.start("edit") {
                // Whichever comes last wins; none may fail.
                do { _ = try edits.apply(MetadataChanges(rating: Rating(number % 5 + 1)), to: id) } catch {
                    Issue.record(error)
                }
                count.change { $0 += 1 }
            }
        }
        count.wait { $0 == 8 ? () : nil }
        let stars = try #require(try room.photo(id).rating?.stars)
        #expect(room.writtenRating("photos/a.jpg.xmp") == String(stars))
        #expect(try room.waiting() == [])
    }
}
