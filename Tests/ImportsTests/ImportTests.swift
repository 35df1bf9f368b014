import Engine
import Foundation
import Glibc
import Intake
import Model
import Platform
import SQLite
import TestSupport
import Testing

@testable import Imports
@testable import Store

struct ImportTests {
    private let room: ImportRoom

    init() throws { room = try ImportRoom() }

    @Test func `every file of the card is copied as it is and has a row`() throws {
        try room.write("DCIM/100/a.jpg", "photo A")
        try room.write("DCIM/100/a.jpg.xmp", "sidecar 4")
        try room.write("DCIM/b.jpg", "photo B")
        let before = try Originals(room.card)
        let session = try room.run()
        #expect(session.status == "complete" && session.imported == 3 && session.addsUp)
        #expect(
            try room.files() == ["photos/DCIM/100/a.jpg", "photos/DCIM/100/a.jpg.xmp", "photos/DCIM/b.jpg"])
        #expect(try Originals(room.target + "/photos").differences(from: before) == [])
        #expect(try Originals(room.card).differences(from: before) == [])
        #expect(try room.items() == ["photos/DCIM/100/a.jpg", "photos/DCIM/b.jpg"])
        #expect(session.totalSizeBytes == 7 + 9 + 7)
    }

    @Test func `a sidecar says what the photo is rated`() throws {
        try room.write("a.jpg", "photo A")
        try room.write("a.jpg.xmp", "sidecar 4")
        try room.run()
        let rating = try room.store.read { connection in
            try connection.integer("SELECT rating FROM photos")
        }
        #expect(rating == 4)
    }

    @Test func `the same card again imports nothing and reads nothing`() throws {
        for name in ["a", "b", "c"] { try room.write("\(name).jpg", "photo \(name)") }
        try room.run()
        #expect(room.reading.takeRead().count == 3)
        let again = try room.run { $0.title = "again" }
        #expect(again.imported == 0 && again.duplicate == 3 && again.addsUp)
        #expect(room.reading.takeRead() == [])
        #expect(try room.files().count == 3)
    }

    @Test func `what is no photo is ignored, what is empty rejected, what cannot be read failed`() throws {
        try room.write("a.jpg", "photo A")
        try room.write("empty.jpg", "")
        try room.write("notes.txt", "text")
        try room.write("broken.jpg", "unreadable")
        try room.write("alone.xmp", "sidecar 3")
        try room.write(".hidden.jpg", "photo H")
        try room.write("@eaDir/x.jpg", "photo X")
        symlink("a.jpg", room.card + "/link.jpg")
        let session = try room.run()
        #expect(session.addsUp)
        #expect(
            try room.ledger(session) == [
                ".hidden.jpg ignored: hidden", "@eaDir ignored: thumbnails of another program", "a.jpg imported",
                "alone.xmp ignored: it belongs to no picture", "broken.jpg failed: the drive has a bad place",
                "empty.jpg rejected: the file is empty", "link.jpg ignored: symbolic link",
                "notes.txt ignored: no picture or video",
            ])
    }

    @Test func `a damaged photo is imported as it is and says so`() throws {
        try room.write("a.jpg", "broken A")
        let session = try room.run()
        #expect(try room.ledger(session) == ["a.jpg imported: imported as it is: its end is missing"])
    }

    @Test func `a file that the source holds twice is imported once`() throws {
        try room.write("a.jpg", "photo A")
        try room.write("sub/b.jpg", "photo A")
        let session = try room.run()
        #expect(session.imported == 1 && session.duplicate == 1 && session.addsUp)
        #expect(try room.ledger(session).first == "a.jpg duplicate: the same file is in storage: photos/sub/b.jpg")
    }

    @Test func `names that are taken get a number, also when only their case differs`() throws {
        try room.write("1/IMG.jpg", "photo A")
        try room.write("1/IMG.jpg.xmp", "sidecar 1")
        try room.write("2/IMG.jpg", "photo B")
        try room.write("2/IMG.jpg.xmp", "sidecar 2")
        try room.write("3/img.JPG", "photo C")
        let session = try room.run { $0.organise = "flat" }
        #expect(session.imported == 5)
        #expect(
            try room.files() == [
                "photos/IMG-2.jpg", "photos/IMG-2.jpg.xmp", "photos/IMG.jpg", "photos/IMG.jpg.xmp", "photos/img-3.JPG",
            ])
        #expect(try room.content("photos/IMG-2.jpg.xmp") == "sidecar 2")
    }

    @Test func `names that differ only in their normal form stay two files`() throws {
        try room.write("\u{E9}.jpg", "photo A")
        try room.write("e\u{301}.jpg", "photo B")
        let session = try room.run()
        #expect(session.imported == 2 && session.addsUp)
        #expect(try room.files().count == 2)
    }

    @Test func `names that are no text are kept byte by byte`() throws {
        let folder = try Folder(path: room.card)
        let file = try SafeFile.create([0x61, 0xFF, 0x0A] + Array(".jpg".utf8), in: folder)
        try SafeFile.write(Array("photo A".utf8), to: file)
        let session = try room.run()
        #expect(session.imported == 1)
        let target = try Folder(path: room.target + "/photos")
        #expect(try target.entries().map(\.name) == [[0x61, 0xFF, 0x0A] + Array(".jpg".utf8)])
    }

    @Test(arguments: [
        (DuplicatePolicy.skip, 0, 1, 0), (.keep, 1, 0, 0), (.replace, 0, 0, 1), (.ask, 0, 1, 0),
    ])
    func `an exact copy meets the fate that was asked for`(
        policy: DuplicatePolicy, imported: Int, duplicate: Int, replaced: Int
    ) throws {
        try room.write("a.jpg", "photo A")
        try room.run()
        try room.write("b/again.jpg", "photo A")
        try FileManager.default.removeItem(atPath: room.card + "/a.jpg")
        let session = try room.run { $0.duplicates = policy }
        #expect(session.imported == imported && session.duplicate == duplicate && session.replaced == replaced)
        #expect(session.questions == (policy == .ask ? 1 : 0) && session.addsUp)
    }

    @Test func `a replaced copy lies in the trash and its item stays`() throws {
        try room.write("a.jpg", "photo A")
        try room.run()
        let item = try room.store.read {
            try ItemDetails.find(storage: 1, path: #require(RelativePath("photos/a.jpg")), $0)
        }
        try FileManager.default.removeItem(atPath: room.card + "/a.jpg")
        try room.write("b/again.jpg", "photo A")
        let session = try room.run { $0.duplicates = .replace }
        #expect(try room.files() == ["photos/a.jpg"])
        let trash = try room.store.read { try TrashRecord.page(session: session.sessionID, after: 0, limit: 10, $0) }
        #expect(trash.map(\.path.display) == ["photos/a.jpg"] && trash.allSatisfy { $0.state == .trashed })
        #expect(FileManager.default.fileExists(atPath: room.target + "/" + (trash.first?.trashPath.display ?? "")))
        let now = try room.store.read {
            try ItemDetails.find(storage: 1, path: #require(RelativePath("photos/a.jpg")), $0)
        }
        #expect(now?.id == item?.id && now?.modifiedNanoseconds != item?.modifiedNanoseconds)
    }

    @Test func `the same picture with other metadata is imported unless it is to be skipped`() throws {
        try room.write("a.jpg", "photo A")
        try room.run()
        try room.write("b.jpg", "photo A 3")
        #expect(try room.run { $0.samePicture = .skip }.imported == 0)
        #expect(try room.run { $0.title = "second" }.imported == 1)
    }

    @Test func `a copy that is gone from its drive is no copy`() throws {
        try room.write("a.jpg", "photo A")
        try room.run()
        try FileManager.default.removeItem(atPath: room.target + "/photos/a.jpg")
        let session = try room.run { $0.title = "again" }
        #expect(session.imported == 1)
        #expect(try room.files() == ["photos/a.jpg"])
    }

    @Test func `a copy that was edited since it was indexed is no copy, one that was only touched is`() throws {
        try room.write("a.jpg", "photo A")
        try room.write("b.jpg", "photo B")
        try room.run()
        try room.home.write("storage/photos/a.jpg", "photo Z")
        try room.home.write("storage/photos/b.jpg", "photo B")
        let again = try room.run { $0.title = "again" }
        #expect(again.imported == 1 && again.duplicate == 1 && again.addsUp)
        #expect(try room.files().map(room.content).sorted() == ["photo A", "photo B", "photo Z"])
    }

    @Test func `a move takes the originals away and leaves what was not imported`() throws {
        try room.write("a.jpg", "photo A")
        try room.write("a.jpg.xmp", "sidecar 2")
        try room.write("b.jpg", "photo A")
        try room.write("notes.txt", "text")
        let session = try room.run { $0.isMove = true }
        #expect(session.imported == 2 && session.addsUp)
        #expect(try room.files("card") == ["b.jpg", "notes.txt"])
        #expect(try room.files() == ["photos/a.jpg", "photos/a.jpg.xmp"])
    }

    @Test func `a preview says what happens and writes nothing`() throws {
        try room.write("a.jpg", "photo A")
        try room.write("b.jpg", "photo A")
        try room.write("empty.jpg", "")
        try room.write("c/d.jpg", "photo D")
        let findings = try room.actions.preview(room.settings())
        #expect(findings.fates[.imported] == 2 && findings.fates[.duplicate] == 1 && findings.fates[.rejected] == 1)
        #expect(findings.paths.map(\.to.display) == ["photos/c/d.jpg", "photos/a.jpg"])
        #expect(findings.bytes == 14 && findings.listed == 4)
        #expect(try room.files() == [])
        #expect(try room.actions.sessions.list().isEmpty)
        let session = try room.run()
        #expect(session.imported == 2 && session.duplicate == 1)
    }

    @Test func `a source inside the storage is refused`() throws {
        try room.home.makeFolder("storage/DCIM")
        let refusal = #expect(throws: Refusal.self) {
            try room.actions.start(room.settings { $0.source = room.target + "/DCIM" })
        }
        #expect(refusal?.reason.contains("it lies inside the storage") == true, "\(refusal?.reason ?? "")")
        #expect(try room.actions.sessions.list().isEmpty)
    }

    @Test func `a storage inside the source is passed over`() throws {
        try room.write("card.jpg", "photo A")
        try room.run()
        let session = try room.run {
            $0.source = room.home.path
            $0.title = "all"
        }
        #expect(try room.ledger(session).contains("storage ignored: Photostead keeps its own data there"))
        #expect(session.addsUp)
    }

    @Test func `a second import into the same storage waits its turn`() throws {
        try room.write("a.jpg", "photo A")
        let (entered, release) = (Condition(false), Condition(false))
        room.reading.before.withLock {
            $0 = {
                entered.change { $0 = true }
                release.wait { $0 ? () : nil }
            }
        }
        let first = try room.actions.start(room.settings())
        entered.wait { $0 ? () : nil }
        #expect(throws: OperationError.self) { try room.actions.start(room.settings { $0.title = "other" }) }
        release.change { $0 = true }
        _ = try room.board.waitForEnd(of: try #require(first.operationID))
        #expect(try room.actions.sessions.list().count == 1)
    }
}
