import Foundation
import SQLite
import TestSupport

/// The rows of a library by path, without what chance and the clock decide: identifiers, times, measurements;
/// and without pictures, which a server makes by itself.
struct LibraryRows: Equatable {
    let lines: Set<String>

    /// - Parameter library: the library folder; no other process needs to have ended.
    init(_ library: String) throws {
        let connection = try Connection(path: library + "/generations/1/library.sqlite", mode: .readOnly)
        var lines: [String] = []
        for (name, table, without, from) in Self.tables {
            let columns = try connection.rows(
                "SELECT name FROM pragma_table_xinfo(?) ORDER BY cid", [.text(table)]
            ) { $0.text(0) }.filter { !without.contains($0) }
            let values = columns.map { "'\($0)=' || quote(t.\($0))" }.joined(separator: " || ' ' || ")
            let rows = try connection.rows("SELECT \(from.0) || ' ' || \(values) FROM \(from.1)") { $0.text(0) }
            lines += rows.map { "\(name): \($0)" }
        }
        // Equal rows are counted, not merged.
        self.lines = Set(Dictionary(lines.map { ($0, 1) }, uniquingKeysWith: +).map { "\($0.value) x \($0.key)" })
    }

    /// What one has and the other has not; empty = nothing.
    func differences(from expected: LibraryRows) -> [String] {
        lines.subtracting(expected.lines).map { "unexpected \($0)" }.sorted()
            + expected.lines.subtracting(lines).map { "missing \($0)" }.sorted()
    }

    private static let noThumbnails = "AND o.operation_type != 'thumbnails'"

    /// What the row is called, its table, columns left out, and what it is known by in which join.
    private static let tables: [(String, String, Set<String>, (String, String))] = [
        (
            "item", "media_items", ["id", "storage_id", "photo_key", "scan_timestamp"],
            (
                "'photo ' || coalesce(p.picture_hash, 'none')",
                "media_items t LEFT JOIN photos p ON p.photo_key = t.photo_key"
            )
        ),
        (
            "photo", "photos",
            [
                "photo_key", "photo_id", "rendition_state", "rendition_problem", "rendition_md5", "dominant_color",
                "perceptual_hash",
            ], ("''", "photos t")
        ),
        (
            "person", "people_tags", ["media_id"],
            ("hex(i.path)", "people_tags t JOIN media_items i ON i.id = t.media_id")
        ),
        ("search", "photo_search", [], ("p.picture_hash", "photo_search t JOIN photos p ON p.photo_key = t.rowid")),
        (
            "storage", "storages",
            [
                "storage_id", "uuid", "created_at", "last_indexed", "last_seen", "index_revision", "index_written",
                "signature_revision", "signature_written",
            ], ("last_indexed IS NULL", "storages t")
        ),
        (
            "operation", "operation_state",
            [
                "operation_id", "started_at", "updated_at", "finished_at", "performance_metrics", "storage_id",
                "error_message", "error_hint", "checkpoint_data",
            ],
            (
                // Which of several files was the last one is for people who look on.
                "json_remove(t.checkpoint_data, '$.last_file')",
                "operation_state t JOIN operation_state o ON o.operation_id = t.operation_id \(noThumbnails)"
            )
        ),
        (
            "problem", "operation_problems", ["problem_id", "operation_id", "media_id"],
            (
                "o.operation_type",
                "operation_problems t JOIN operation_state o ON o.operation_id = t.operation_id \(noThumbnails)"
            )
        ),
        (
            "history", "history", ["history_id", "photo_key", "changed_at", "operation_id"],
            ("p.picture_hash", "history t JOIN photos p ON p.photo_key = t.photo_key")
        ),
        ("star", "star_queue", ["id", "queued_at"], ("''", "star_queue t")),
        (
            "waiting", "metadata_writes", ["media_id", "photo_key", "storage_id", "queued_at"],
            ("''", "metadata_writes t")
        ),
        (
            "open journal", "file_journal",
            ["entry_id", "storage_id", "media_id", "planned_at", "updated_at", "details"],
            ("''", "(SELECT * FROM file_journal WHERE state IN ('planned', 'prepared')) t")
        ),
        (
            "session", "import_sessions",
            [
                "session_key", "storage_id", "operation_id", "source", "parameters", "created_at", "finished_at",
                "index_revision", "index_written",
            ],
            ("''", "import_sessions t")
        ),
        (
            "imported file", "import_files", ["file_id", "temporary", "inode", "media_id"],
            ("i.relative_path IS NULL", "import_files t LEFT JOIN media_items i ON i.id = t.media_id")
        ),
        (
            "trash", "trash", ["trash_id", "storage_id", "trash_path", "media_id", "trashed_at"], ("''", "trash t")
        ),
        (
            "conflict", "conflicts", ["conflict_id", "storage_id", "detected_at", "media_id", "details"],
            ("coalesce(i.relative_path, '')", "conflicts t LEFT JOIN media_items i ON i.id = t.media_id")
        ),
    ]

    /// How many files the latest operation has behind it; nil = there is no library or operation yet.
    static func processed(_ library: String) -> Int? {
        // A database that is just being made has no tables yet; the next look tells.
        try? Connection(path: library + "/generations/1/library.sqlite", mode: .readOnly).row(
            "SELECT json_extract(checkpoint_data, '$.processed_files') FROM operation_state ORDER BY rowid DESC"
        ) { $0.int(0) }
    }
}
