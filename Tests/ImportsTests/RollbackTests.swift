import Foundation
import Imports
import Intake
import Model
import Store
import TestSupport
import Testing

struct RollbackTests {
    let room: ImportRoom

    init() throws { room = try ImportRoom() }

    private func fillCard() throws {
        try room.write("DCIM/a.jpg", "photo A")
        try room.write("DCIM/a.jpg.xmp", "sidecar 2")
        try room.write("DCIM/b.jpg", "photo B")
        try room.write("c.jpg", "photo C")
    }

    @Test func `what an import brought goes to the trash, and rows and files are as before`() throws {
        try room.write("old.jpg", "photo O")
        try room.run()
        let before = try room.everything()
        try fillCard()
        let session = try room.run { $0.title = "second" }
        let after = try room.everything()
        let plan = try room.actions.rollbackPlan(String(session.sessionID))
        #expect(plan.files == 4 && plan.keptCount == 0 && plan.gone == 0 && plan.restored == 0)
        #expect(plan.bytes == session.totalSizeBytes)
        #expect(try room.everything() == after, "a plan changes nothing")

        let rolledBack = try room.end(room.actions.rollback(String(session.sessionID)))
        #expect(rolledBack.status == "rolled_back" && rolledBack.addsUp && rolledBack.imported == 4)
        #expect(try room.everything() == before)
        #expect(!FileManager.default.fileExists(atPath: room.target + "/photos/DCIM"), "its folders go with it")
        let trash = try room.store.read { try TrashRecord.page(session: session.sessionID, after: 0, limit: 10, $0) }
        #expect(trash.count == 4 && trash.allSatisfy { $0.state == .trashed })

        let restored = try room.end(room.actions.restore(String(session.sessionID)))
        #expect(restored.status == "complete")
        #expect(try room.everything() == after)
        #expect(try room.store.read { try TrashRecord.page(session: session.sessionID, after: 0, limit: 10, $0) } == [])
    }

    @Test func `files that somebody has worked on since are kept with all that belongs to them`() throws {
        try fillCard()
        try room.write("d.jpg", "photo D")
        try room.write("e.jpg", "photo E")
        let session = try room.run()
        try "sidecar 5".write(toFile: room.target + "/photos/DCIM/a.jpg.xmp", atomically: true, encoding: .utf8)
        try "photo B edited".write(toFile: room.target + "/photos/DCIM/b.jpg", atomically: true, encoding: .utf8)
        try "sidecar 3".write(toFile: room.target + "/photos/d.jpg.xmp", atomically: true, encoding: .utf8)
        try FileManager.default.removeItem(atPath: room.target + "/photos/e.jpg")
        let plan = try room.actions.rollbackPlan(String(session.sessionID))
        #expect(plan.files == 1 && plan.keptCount == 4 && plan.gone == 1)
        #expect(
            plan.kept.map { "\($0.path): \($0.reason)" } == [
                "photos/DCIM/a.jpg: it belongs to a.jpg.xmp", "photos/DCIM/a.jpg.xmp: it has changed since the import",
                "photos/DCIM/b.jpg: it has changed since the import",
                "photos/d.jpg: d.jpg.xmp was written for it after the import",
            ])
        let rolledBack = try room.end(room.actions.rollback(String(session.sessionID)))
        #expect(rolledBack.status == "rolled_back")
        #expect(
            try room.files() == [
                "photos/DCIM/a.jpg", "photos/DCIM/a.jpg.xmp", "photos/DCIM/b.jpg", "photos/d.jpg", "photos/d.jpg.xmp",
            ])
    }

    @Test func `a copied file with another inode is known by its bytes`() throws {
        try room.write("a.jpg", "photo A")
        let session = try room.run()
        let file = room.target + "/photos/a.jpg"
        try FileManager.default.removeItem(atPath: file)
        try "photo A".write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try room.actions.rollbackPlan(String(session.sessionID)).files == 1)
    }

    @Test func `a file that was replaced comes back, and goes again`() throws {
        try room.write("a.jpg", "photo A")
        try room.run()
        let before = try room.everything()
        try FileManager.default.removeItem(atPath: room.card + "/a.jpg")
        try room.write("b/again.jpg", "photo A")
        let session = try room.run { $0.duplicates = .replace }
        let after = try room.everything()
        #expect(after != before)
        #expect(try room.actions.rollbackPlan(String(session.sessionID)).restored == 1)
        try room.end(room.actions.rollback(String(session.sessionID)))
        #expect(try room.everything() == before)
        try room.end(room.actions.restore(String(session.sessionID)))
        #expect(try room.everything() == after)
        try room.end(room.actions.rollback(String(session.sessionID)))
        #expect(try room.everything() == before)
    }

    @Test func `a trash that somebody has emptied costs nothing but what lay in it`() throws {
        try room.write("a.jpg", "photo A")
        try room.run()
        try FileManager.default.removeItem(atPath: room.card + "/a.jpg")
        try room.write("b/again.jpg", "photo A")
        let session = try room.run { $0.duplicates = .replace }
        try FileManager.default.removeItem(atPath: room.target + "/.photostead/trash")
        let id = String(session.sessionID)
        #expect(try room.end(room.actions.rollback(id)).status == "rolled_back")
        #expect(try room.files() == [] && room.items() == [])
        #expect(try room.end(room.actions.restore(id)).status == "complete")
        #expect(try room.content("photos/a.jpg") == "photo A" && room.items() == ["photos/a.jpg"])
    }

    /// A rollback was planned, killed before it moved the file, and cancelled.
    private func planned(_ session: ImportDocument) throws {
        let path = try #require(RelativePath("photos/a.jpg"))
        let place = try #require(RelativePath(".photostead/trash/rollback-1-gone/photos/a.jpg"))
        let row = TrashRecord(
            storage: room.storage.id, path: path, trashPath: place, mediaID: nil, session: session.sessionID, size: 7,
            trashedAt: "2024-01-01T00:00:00Z")
        try room.store.write { try row.plan($0) }
    }

    @Test func `a rollback that was cut off and cancelled is made again, and taken back`() throws {
        try room.write("a.jpg", "photo A")
        let session = try room.run()
        let before = try room.everything()
        try planned(session)
        let id = String(session.sessionID)
        #expect(try room.end(room.actions.rollback(id)).status == "rolled_back")
        #expect(try room.files() == [])
        #expect(try room.end(room.actions.restore(id)).status == "complete")
        #expect(try room.everything() == before)
    }

    @Test func `a file that was edited after a rollback was cut off is kept`() throws {
        try room.write("a.jpg", "photo A")
        let session = try room.run()
        try planned(session)
        try "photo A edited".write(toFile: room.target + "/photos/a.jpg", atomically: true, encoding: .utf8)
        try room.end(room.actions.rollback(String(session.sessionID)))
        #expect(try room.content("photos/a.jpg") == "photo A edited")
    }

    @Test func `a file that was replaced once more belongs to the later import`() throws {
        try room.write("a.jpg", "photo A")
        let first = try room.run()
        try FileManager.default.removeItem(atPath: room.card + "/a.jpg")
        try room.write("b/again.jpg", "photo A")
        try room.run { $0.duplicates = .replace }
        try room.end(room.actions.rollback(String(first.sessionID)))
        #expect(try room.files() == ["photos/a.jpg"])
    }

    @Test func `companions stay with a photo that was renamed`() throws {
        try fillCard()
        let session = try room.run()
        let folder = room.target + "/photos/DCIM/"
        try FileManager.default.moveItem(atPath: folder + "a.jpg", toPath: folder + "renamed.jpg")
        try room.end(room.actions.rollback(String(session.sessionID)))
        #expect(try room.files() == ["photos/DCIM/a.jpg.xmp", "photos/DCIM/renamed.jpg"])
    }

    @Test func `a place that is taken keeps what it holds`() throws {
        try room.write("a.jpg", "photo A")
        let session = try room.run()
        try room.end(room.actions.rollback(String(session.sessionID)))
        try room.home.makeFolder("storage/photos")
        try "somebody's".write(toFile: room.target + "/photos/a.jpg", atomically: true, encoding: .utf8)
        let restored = try room.end(room.actions.restore(String(session.sessionID)))
        #expect(try room.content("photos/a.jpg") == "somebody's")
        let trash = try room.store.read { try TrashRecord.page(session: restored.sessionID, after: 0, limit: 10, $0) }
        #expect(trash.map(\.state) == [.trashed])
    }

    @Test func `after a rollback the card is imported anew`() throws {
        try fillCard()
        let session = try room.run()
        let after = try room.everything()
        try room.end(room.actions.rollback(String(session.sessionID)))
        let again = try room.run { $0.title = "again" }
        #expect(again.imported == 4 && again.duplicate == 0)
        #expect(
            try room.everything().map { $0.replacing(" 2", with: " 1") } == after.map { $0.replacing(" 2", with: " 1") }
        )
    }

    @Test func `files that lay in the storage before they were put into a session stay there`() throws {
        try room.write("a.jpg", "photo A")
        try room.run()
        let storage = room.storage.id
        let key = try room.store.write { connection in
            let path = try #require(RelativePath("photos/a.jpg"))
            let item = try #require(try ItemDetails.find(storage: storage, path: path, connection))
            let adopted = try AdoptedFiles(
                title: "New", source: "", storage: storage, at: "2024-01-01T00:00:00Z", connection)
            try adopted.add(item.id, at: item.path, size: item.size, connection)
            return try ImportSessionRecord.page(before: nil, limit: 1, connection)[0].key
        }
        #expect(throws: Refusal.self) { try room.actions.rollbackPlan(String(key)) }
        #expect(throws: Refusal.self) { try room.actions.rollback(String(key)) }
        #expect(try room.files() == ["photos/a.jpg"])
    }

    @Test func `what cannot be taken back is refused`() throws {
        try room.write("a.jpg", "photo A")
        let session = try room.run()
        let id = String(session.sessionID)
        #expect(throws: Refusal.self) { try room.actions.restore(id) }
        try room.end(room.actions.rollback(id))
        #expect(throws: Refusal.self) { try room.actions.rollback(id) }
        #expect(throws: Refusal.self) { try room.actions.rollbackPlan(id) }
        #expect(throws: Refusal.self) { try room.actions.retry(id) }
        let empty = try room.run {
            $0.title = "again"; $0.duplicates = .skip
        }
        try room.end(room.actions.rollback(String(empty.sessionID)))
        try FileManager.default.removeItem(atPath: room.card + "/a.jpg")
        let nothing = try room.run { $0.title = "nothing" }
        #expect(throws: Refusal.self) { try room.actions.rollback(String(nothing.sessionID)) }
    }
}
