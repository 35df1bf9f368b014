import Foundation
import Model
import Platform
import SQLite
import StorageAccess
import StorageFormats
import TestSupport
import Testing

@testable import Store

/// `imalink-sessions/session_NNN.json` as docs/interface.md has it, written from rows and put back into rows.
struct SessionIndexTests {
    private let room: FormatRoom

    init() throws { room = try FormatRoom() }

    /// A session of this library that brought two photos and refused one file.
    private func addSession(title: String = "Vacation 2024 - Summer") throws {
        try room.add([("photos/IMG_1.jpg", "abc"), ("photos/IMG_2.jpg", "def"), ("old.jpg", "old")])
        let id = room.id
        try room.store.write { connection in
            try connection.run(
                """
                INSERT INTO import_sessions (storage_id, session_number, title, source, status, created_at, imported,
                    duplicate, failed, total_size_bytes)
                VALUES (?, 7, ?, '/media/camera/', 'complete', '2024-10-19T20:00:00Z', 2, 30, 1, 18)
                """, [.integer(id), .text(title)])
            try connection.run(
                """
                INSERT INTO import_files (session_key, unit, role, path, size_bytes, mtime_ns, state, fate, target,
                    media_id)
                SELECT 1, 1, 'lead', CAST('DCIM/DSC_' || substr(relative_path, 12) AS BLOB), 9, 0, 'done', 'imported',
                    path, id
                FROM media_items WHERE relative_path LIKE 'photos/%'
                """)
            try connection.run(
                """
                INSERT INTO import_files (session_key, unit, role, path, size_bytes, mtime_ns, state, fate, reason)
                VALUES (1, 2, 'lead', CAST('bad.jpg' AS BLOB), 9, 0, 'done', 'failed', 'the card is damaged')
                """)
            try connection.run("UPDATE media_items SET import_session_id = 1 WHERE relative_path LIKE 'photos/%'")
        }
    }

    private func read(_ name: String = "session_007.json") throws -> (SessionIndex, [SessionIndex.File]) {
        let folder = try room.root.openFolder(try #require(RelativePath(StorageFiles.sessions)))
        var files: [SessionIndex.File] = []
        let index = try SessionIndex.read(try #require(RelativePath(name)), in: folder) { files.append($0) }
        return (index, files)
    }

    @Test func `a session has every field of seed 2`() throws {
        try addSession()
        try room.write()
        let text = try #require(room.content("imalink-sessions/session_007.json"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["session_id"] as? Int == 7)
        #expect(object["session_title"] as? String == "Vacation 2024 - Summer")
        #expect(object["import_date"] as? String == "2024-10-19T20:00:00Z")
        #expect(object["source_path"] as? String == "/media/camera/")
        #expect(object["storage_uuid"] as? String == room.uuid)
        #expect(object["backend_session_id"] as? Int == 1)
        #expect(
            object["stats"] as? [String: Int] == [
                "total_scanned": 33, "new_imports": 2, "duplicates_skipped": 30, "errors": 1, "total_size_bytes": 18,
            ])
        #expect(
            object["errors"] as? [[String: String]] == [["path": "bad.jpg", "reason": "the card is damaged"]])
        let files = try #require(object["files"] as? [[String: Any]])
        #expect(files.count == 2)
        #expect(files[0]["original_filename"] as? String == "DSC_1.jpg")
        #expect(files[0]["storage_filename"] as? String == "IMG_1.jpg")
        #expect(files[0]["relative_path"] as? String == "photos/IMG_1.jpg")
        #expect(files[0]["hothash"] as? String == "abc")
        #expect(files[0]["file_size"] as? Int == 9)
        #expect(files[0]["imported_at"] as? String == "2024-10-19T20:30:45Z")
        #expect(files[0]["exif_extracted"] as? Bool == true)
        #expect(files[0]["sent_to_backend"] as? Bool == true)
        let master = try #require(try room.object()["files"] as? [String: [String: Any]])
        #expect(master["abc"]?["import_session_id"] as? Int == 7)
        #expect(master["old"]?["import_session_id"] is NSNull)
    }

    @Test func `a session is written again when it has changed, and goes when it was rolled back`() throws {
        try addSession()
        try room.write()
        let first = room.content("imalink-sessions/session_007.json")
        #expect(try room.files.behind().isEmpty)
        try room.store.write { try $0.run("UPDATE import_sessions SET title = 'Summer'") }
        #expect(try room.files.behind().map(\.id) == [room.id])
        try room.write()
        #expect(room.content("imalink-sessions/session_007.json") != first)
        #expect(try read().0.title == "Summer")
        try room.store.write { try $0.run("UPDATE import_sessions SET status = 'rolled_back'") }
        try room.write()
        // What it brought and somebody kept still comes from it.
        #expect(room.content("imalink-sessions/session_007.json") != nil)
        try room.store.write {
            try $0.run("UPDATE media_items SET state = 2 WHERE import_session_id IS NOT NULL")
            try $0.run("UPDATE import_sessions SET title = 'Taken back'")
        }
        try room.write()
        #expect(room.content("imalink-sessions/session_007.json") == nil)
        #expect(try room.files.behind().isEmpty)
    }

    @Test func `another library gets the sessions back, and the files their session`() throws {
        try addSession(title: "quote \" newline \n 😀")
        try room.write()
        let before = try read()
        let other = try FormatRoom()
        try FileManager.default.copyItem(
            atPath: room.home.path + "/photos/imalink-sessions", toPath: other.home.path + "/photos/imalink-sessions")
        try FileManager.default.copyItem(
            atPath: room.home.path + "/photos/imalink-master.json",
            toPath: other.home.path + "/photos/imalink-master.json")
        let restoration = SessionRestoration(try other.storage, in: other.root, store: other.store)
        let outcome = try restoration.restoreSessions()
        #expect(outcome.sessions == 1)
        #expect(outcome.problems == [])
        #expect(try restoration.restoreSessions().sessions == 0, "a second time changes nothing")
        // One was moved since it was imported, one holds another picture now.
        try other.add([("photos/IMG_1.jpg", "abc"), ("photos/IMG_2.jpg", "other"), ("old.jpg", "old")])
        try other.write()
        let files = try #require(try other.object()["files"] as? [String: [String: Any]])
        #expect(files["abc"]?["import_session_id"] as? Int == 7)
        #expect(files["other"]?["import_session_id"] is NSNull)
        #expect(files["old"]?["import_session_id"] is NSNull)
        // The file of the session still says what the library that imported wrote.
        #expect(
            other.content("imalink-sessions/session_007.json") == room.content("imalink-sessions/session_007.json"))
        let rows = try other.store.read { connection in
            try connection.rows(
                """
                SELECT title, source, created_at, imported, duplicate, failed, listed, total_size_bytes, status
                FROM import_sessions
                """
            ) { "\($0.text(0))|\($0.text(1))|\($0.text(2))|\((3...7).map($0.int))|\($0.text(8))" }
        }
        #expect(
            rows == [
                "\(before.0.title)|/media/camera/|2024-10-19T20:00:00Z|[2, 30, 1, 33, 18]|complete"
            ])
        let ledger = try other.store.read { connection in
            try connection.rows(
                "SELECT CAST(path AS TEXT), CAST(target AS TEXT), media_id IS NULL FROM import_files ORDER BY path"
            ) { "\($0.text(0)) \($0.text(1)) \($0.bool(2))" }
        }
        #expect(ledger == ["photos/DSC_1.jpg photos/IMG_1.jpg false", "photos/DSC_2.jpg photos/IMG_2.jpg true"])
    }

    @Test func `damaged sessions, and those of other storages, are named and left alone`() throws {
        try addSession()
        try room.write()
        let good = try #require(room.content("imalink-sessions/session_007.json"))
        let other = try FormatRoom()
        let damaged = [
            ("a", ""), ("b", String(good.dropLast(20))), ("c", good.replacingOccurrences(of: room.uuid, with: "x")),
            ("d", good.replacingOccurrences(of: "550e8400", with: "660e8400")),
            ("e", good.replacingOccurrences(of: "\"session_id\": 7", with: "\"session_id\": -7")),
            ("f", good.replacingOccurrences(of: "photos/IMG_1.jpg\"", with: "../IMG_1.jpg\"")),
            (
                "g",
                good.replacingOccurrences(of: "\"total_scanned\": 33", with: "\"total_scanned\": -9223372036854775808")
            ),
            ("h", good.replacingOccurrences(of: "\"files\"", with: "\"x\"")),
            ("i", good.replacingOccurrences(of: "2024-10-19T20:00:00Z", with: "yesterday")),
        ]
        for (name, text) in damaged { try other.home.write("photos/imalink-sessions/\(name).json", text) }
        try other.home.write("photos/imalink-sessions/import_20241019.json", "\u{feff}" + good)
        try other.home.write("photos/imalink-sessions/notes.txt", "no session")
        let outcome = try SessionRestoration(other.storage, in: other.root, store: other.store).restoreSessions()
        #expect(outcome.sessions == 1)
        #expect(outcome.problems.count == damaged.count, "\(outcome.problems)")
        for (name, text) in damaged { #expect(other.content("imalink-sessions/\(name).json") == text) }
        let counts = try other.store.read {
            [
                try $0.integer("SELECT count(*) FROM import_sessions"),
                try $0.integer("SELECT count(*) FROM import_files"),
            ]
        }
        #expect(counts == [1, 2])
        // And linking the files is not hindered by them.
        try other.add([("photos/IMG_1.jpg", "abc")])
        #expect(try other.write())
    }
}
