package import Model
import SQLite

/// A row of `file_journal`: a replacement of one file that was begun (docs/safety.md section 1).
package struct JournalRecord: Sendable {
    package let entry: Int64
    package let storage: Int64
    package let itemID: MediaID
    package let path: RelativePath
    /// JSON of what is to be done.
    package let details: String

    /// Steps of a replacement.
    package enum State: String, Sendable {
        case planned, prepared, done, failed
    }

    /// What was planned or prepared and not decided, oldest first.
    package static func open(_ reading: Reading) throws -> [JournalRecord] {
        try reading.rows(
            """
            SELECT entry_id, storage_id, media_id, path, details FROM file_journal
            WHERE state IN ('planned', 'prepared') ORDER BY entry_id
            """
        ) { row in
            JournalRecord(
                entry: row.int64(), storage: row.int64(), itemID: try row.mediaID(), path: try row.path(),
                details: row.text())
        }
    }

    package static func plan(
        storage: Int64, item: MediaID, path: RelativePath, details: String, at time: String, _ writing: Writing
    ) throws -> Int64 {
        try writing.run(
            """
            INSERT INTO file_journal (storage_id, media_id, path, state, details, planned_at, updated_at)
            VALUES (?, ?, ?, 'planned', ?, ?, ?)
            """,
            [
                .integer(storage), .text(item.text), .blob(path.bytes), .text(details), .text(time), .text(time),
            ])
        return writing.lastInsertedRowID
    }

    package static func update(
        _ entry: Int64, _ state: State, details: String?, problem: String? = nil, at time: String,
        _ writing: Writing
    ) throws {
        try writing.run(
            """
            UPDATE file_journal SET state = ?, details = coalesce(?, details), problem = ?, updated_at = ?
            WHERE entry_id = ?
            """,
            [.text(state.rawValue), .text(details), .text(problem), .text(time), .integer(entry)])
    }

    /// Forgets decided rows, keeping the latest thousand for `doctor`.
    package static func prune(_ writing: Writing) throws {
        try writing.run(
            """
            DELETE FROM file_journal WHERE state IN ('done', 'failed')
                AND entry_id <= (SELECT max(entry_id) FROM file_journal) - 1000
            """)
    }
}
