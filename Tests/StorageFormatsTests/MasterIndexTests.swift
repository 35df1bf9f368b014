import Foundation
import Model
import Platform
import StorageAccess
import StorageFormats
import Store
import TestSupport
import Testing

/// `imalink-master.json` as docs/interface.md has it.
struct MasterIndexTests {
    private let room: FormatRoom

    init() throws { room = try FormatRoom() }

    @Test func `the index has every field of seed 2`() throws {
        try room.add([("photos/2024/IMG_1234.jpg", "abc"), ("photos/copy.jpg", "abc"), ("b.jpg", "def")])
        #expect(try room.write())
        let object = try room.object()
        #expect(
            Set(object.keys) == [
                "index_version", "storage_uuid", "indexed_at", "total_files", "photo_count", "total_size_bytes",
                "files", "conflicts",
            ])
        #expect(object["index_version"] as? String == "1.0")
        #expect(object["storage_uuid"] as? String == room.uuid)
        #expect(object["indexed_at"] as? String == "2024-10-19T20:30:45Z")
        #expect(object["total_files"] as? Int == 3)
        #expect(object["photo_count"] as? Int == 2)
        #expect(object["total_size_bytes"] as? Int == 27)
        let files = try #require(object["files"] as? [String: [String: Any]])
        let entry = try #require(files["abc"])
        #expect(entry["hothash"] as? String == "abc")
        #expect(entry["filename"] as? String == "IMG_1234.jpg")
        #expect(entry["relative_path"] as? String == "photos/2024/IMG_1234.jpg")
        #expect(entry["file_size"] as? Int == 9)
        #expect(entry["import_session_id"] is NSNull)
        #expect(entry["indexed_at"] as? String == "2024-10-19T20:30:45Z")
        #expect(entry["file_modified"] as? String == "2024-01-15T10:30:00Z")
        let copies = try #require(entry["other_copies"] as? [[String: Any]])
        #expect(copies.map { $0["relative_path"] as? String } == ["photos/copy.jpg"])
        #expect(files["def"]?["other_copies"] == nil)
        #expect((object["conflicts"] as? [Any])?.count == 0)
    }

    @Test func `equal rows give equal bytes, and what is written is read again`() throws {
        try room.add((0..<2500).map { ("f/\($0 % 7)/\($0).jpg", "picture \($0 / 2)") })
        #expect(try room.write())
        let first = try #require(room.content(StorageFiles.masterIndex))
        unlink(room.home.path + "/photos/" + StorageFiles.masterIndex)
        #expect(try room.write())
        #expect(room.content(StorageFiles.masterIndex) == first)
        let again = try #require(try room.read())
        #expect(again.index.totalFiles == 2500)
        #expect(again.index.totalSizeBytes == 22500)
        #expect(Set(again.content).count == 2500)
    }

    @Test func `hostile names stand in the index as they are`() throws {
        let names: [[UInt8]] = [
            Array("new\nline \"quote\" \\ \u{1} \u{7f} 😀.jpg".utf8), [0xff, 0xfe, 0x2e], Array("e\u{301}".utf8),
            Array("\u{e9}".utf8), Array("</script>".utf8),
        ]
        try room.add(names.enumerated().map { ($1, "p\($0)") })
        try room.write()
        let paths = try #require(
            try MasterIndex.read(in: room.root, into: Set<[UInt8]>()) { $0.insert($1.path.bytes) })
        #expect(paths.content == Set(names))
        let files = try #require(try room.object()["files"] as? [String: [String: Any]])
        #expect(files["p0"]?["filename"] as? String == "new\nline \"quote\" \\ \u{1} \u{7f} 😀.jpg")
        #expect(files["p1"]?["path_base64"] as? String == Data([0xff, 0xfe, 0x2e]).base64EncodedString())
        #expect(files["p2"]?["path_base64"] == nil)
    }

    @Test func `files without a picture are found by the hash of their bytes, missing ones are left out`() throws {
        try room.add([("empty1.jpg", nil), ("empty2.jpg", nil), ("a.jpg", "a")])
        let (store, id) = (room.store, room.id)
        try store.write { connection in
            let writer = ItemWriter(connection, storage: id, now: 0)
            for item in try KnownItem.page(storage: id, after: [], limit: 1, connection) {
                _ = try writer.markMissing(item.id, at: item.path)
            }
        }
        try room.write()
        #expect(try room.read()?.content == ["sha-none empty1.jpg", "sha-none empty2.jpg"])
        #expect(try room.object()["total_files"] as? Int == 2)
    }

    @Test func `conflicts that nobody dismissed are listed`() throws {
        try room.add([("gone.jpg", "abc"), ("a/same.jpg", "aaa"), ("b/same.jpg", "bbb")])
        let id = room.id
        try room.store.write { connection in
            let item = try KnownItem.page(storage: id, after: Array("b/same.jpg".utf8), limit: 1, connection).first
            var details = ConflictDetails()
            details.size = 77
            for (kind, path, item) in [
                (ConflictKind.missingFile, "gone.jpg", item?.id), (.orphanFile, "new.jpg", nil),
                (.pathMismatch, "elsewhere/gone.jpg", item?.id), (.orphanFile, "dismissed.jpg", nil),
            ] {
                guard let path = RelativePath(path) else { continue }
                try ConflictWriter.list(
                    kind, storage: id, path: path, item: item, at: "2024-10-15T10:00:00Z", details: details, connection)
            }
            try ConflictWriter.refreshDuplicateNames(storage: id, at: "2024-10-15T10:00:00Z", connection)
            let dismissed = try ConflictRecord.page(storage: id, .orphanFile, limit: 1, connection)[0].id
            try ConflictWriter.dismiss(dismissed, at: "2024-10-16T10:00:00Z", connection)
        }
        try room.write()
        let conflicts = try #require(try room.object()["conflicts"] as? [[String: Any]])
        #expect(
            conflicts.map { $0["type"] as? String } == [
                "missing_file", "orphan_file", "path_mismatch", "duplicate_filename",
            ])
        #expect(
            conflicts.map(\.keys).map { $0.sorted() } == [
                ["expected_path", "filename", "hothash", "last_seen", "type"],
                ["detected_at", "file_size", "path", "reason", "type"],
                ["actual_path", "detected_at", "expected_path", "filename", "hothash", "type"],
                ["filename", "instances", "type"],
            ])
        #expect(conflicts[0]["hothash"] as? String == "abc")
        #expect(conflicts[0]["filename"] as? String == "gone.jpg")
        #expect(conflicts[0]["expected_path"] as? String == "gone.jpg")
        #expect(conflicts[0]["last_seen"] as? String == "2024-10-15T10:00:00Z")
        #expect(conflicts[1]["path"] as? String == "new.jpg")
        #expect(conflicts[1]["file_size"] as? Int == 77)
        #expect(conflicts[1]["reason"] as? String == "File not in any import session")
        #expect(conflicts[2]["expected_path"] as? String == "gone.jpg")
        #expect(conflicts[2]["actual_path"] as? String == "elsewhere/gone.jpg")
        #expect(conflicts[3]["filename"] as? String == "same.jpg")
        #expect(
            conflicts[3]["instances"] as? [[String: String]] == [
                ["hothash": "aaa", "path": "a/same.jpg"], ["hothash": "bbb", "path": "b/same.jpg"],
            ])
    }
}
