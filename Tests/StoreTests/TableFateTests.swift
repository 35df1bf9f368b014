import Media
import Model
import SQLite
import TestSupport
import Testing

@testable import Store

struct TableFateTests {
    private let folder: TemporaryFolder
    private let store: LibraryStore

    init() throws {
        folder = try TemporaryFolder()
        store = try LibraryStore(path: folder.path + "/library.sqlite")
    }

    /// Every table but those that SQLite and FTS5 keep for themselves.
    private func tables() throws -> [String] {
        try store.read {
            try $0.rows(
                """
                SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                    AND name NOT LIKE 'photo\\_search\\_%' ESCAPE '\\' ORDER BY name
                """
            ) { $0.text() }
        }
    }

    @Test func `every table says once what a removal and a rebuild do with it`() throws {
        #expect(try tables() == TableFate.all.map(\.table).sorted())
    }

    @Test func `a table whose rows name their storage does not keep them`() throws {
        for fate in TableFate.all {
            let columns = try store.read {
                try $0.rows("SELECT name FROM pragma_table_info('\(fate.table)')") { $0.text() }
            }
            if case .kept = fate.removal { #expect(!columns.contains("storage_id"), "\(fate.table)") }
            if case .released = fate.removal { #expect(columns.contains("storage_id"), "\(fate.table)") }
        }
    }

    /// One row in every table, of the storage with this number and of what belongs to it.
    private static func rows(_ number: Int) -> [String] {
        let uuid = "00000000-0000-0000-0000-00000000000\(number)"
        let id = "20240601_123005_00\(number)"
        return [
            "storages (storage_id, uuid, name, root, created_at) VALUES (\(number), '\(uuid)', 'A', x'2f', '')",
            """
            photos (photo_key, photo_id, picture_hash, picture_hash_scope, media_type, taken_local, taken_source)
            VALUES (\(number), '\(id)', 'p\(number)', 'data', 'photo', 0, 'exif')
            """,
            """
            media_items (id, storage_id, photo_key, path, original_title, relative_path, file_size_bytes, mtime_ns,
                file_crc32, file_md5, head_md5, file_sha256, media_type, file_extension, mime_type, scan_timestamp)
            VALUES ('\(id)', \(number), \(number), 'a', 'a', 'a', 1, 1, '00000000', '', '', '', 'photo', '', '', 0)
            """,
            "people_tags VALUES ('\(id)', 0, 'Ada')", "media_metadata VALUES ('\(id)', 'a.json')",
            "media_descriptions VALUES ('\(id)', 'words')",
            "albums (album_id, title, scan_timestamp) VALUES ('\(uuid)', 'Summer', 0)",
            "album_aliases VALUES ('\(uuid)', 'title', 'Summer \(number)', '')",
            "album_items VALUES ('\(uuid)', '\(id)')",
            """
            metadata_writes (media_id, photo_key, storage_id, changes, queued_at)
            VALUES ('\(id)', \(number), \(number), '{}', '')
            """,
            """
            file_journal (storage_id, media_id, path, state, details, planned_at, updated_at)
            VALUES (\(number), '\(id)', 'a', 'done', '{}', '', '')
            """,
            "conflicts (storage_id, type, path, media_id, detected_at) VALUES (\(number), 'missing_file', 'a', '\(id)', '')",
            """
            trash (storage_id, path, trash_path, state, size_bytes, trashed_at)
            VALUES (\(number), 'a', 'b', 'trashed', 1, '')
            """,
            """
            import_sessions (session_key, storage_id, session_number, title, source, status, created_at)
            VALUES (\(number), \(number), 1, '', '', 'complete', '')
            """,
            "uploads VALUES ('\(uuid)', \(number), '{}', '', \(number))",
            """
            import_files (session_key, unit, role, path, size_bytes, mtime_ns) VALUES (\(number), 1, 'lead', 'a', 1, 1)
            """,
            "history (photo_key, field, changed_at) VALUES (\(number), 'rating', '')",
            "photo_search (rowid, name) VALUES (\(number), 'a')",
            """
            operation_state (operation_id, operation_type, status, started_at, updated_at, storage_id)
            VALUES ('\(number)', 'index', 'complete', '', '', \(number))
            """,
            "operation_problems (operation_id, path, fate, reason) VALUES ('\(number)', 'a', 'failed', '')",
            "selections VALUES (\(number), '\(number)', 1, '')", "selected_photos VALUES (\(number), 0, '\(id)')",
            "plans VALUES ('\(uuid)', 'trash', '{}', '{}', '')",
            "star_queue (photo_md5, picture_hash, action, queued_at) VALUES ('', 'p\(number)', 'star', '')",
            "settings VALUES ('key \(number)', '')", "scan_metadata VALUES ('key \(number)', '')",
            "scan_log (timestamp, level, message) VALUES (0, '', '')",
        ]
    }

    @Test func `a removed storage takes what the list says and nothing else`() throws {
        try store.write { writing in
            for row in Self.rows(1) + Self.rows(2) { try writing.run("INSERT INTO " + row) }
            try StorageRecord.remove(1, writing)
        }
        for fate in TableFate.all {
            let count = try store.read { try $0.integer("SELECT count(*) FROM \(fate.table)") }
            switch fate.removal {
            case .kept, .released: #expect(count == 2, "\(fate.table)")
            case .storage, .items, .sessions, .photos: #expect(count == 1, "\(fate.table)")
            }
        }
        let named = try store.read {
            try $0.rows("SELECT storage_id FROM operation_state ORDER BY 1") { $0.optionalInt() }
        }
        #expect(named == [nil, 2])
        #expect(try store.read { try LibraryCheck.problems($0) } == [])
    }

    @Test func `a storage with an empty file can be removed`() throws {
        try store.write { writing in
            for row in Self.rows(1) { try writing.run("INSERT INTO " + row) }
            try writing.run(
                """
                INSERT INTO media_items (id, storage_id, path, original_title, relative_path, file_size_bytes, mtime_ns,
                    file_crc32, file_md5, head_md5, file_sha256, media_type, file_extension, mime_type, scan_timestamp)
                VALUES ('20240601_123005_009', 1, 'b', 'b', 'b', 0, 1, '00000000', '', '', '', 'photo', '', '', 0)
                """)
            try StorageRecord.remove(1, writing)
        }
        #expect(try store.read { try $0.integer("SELECT count(*) FROM photos") } == 0)
    }
}
