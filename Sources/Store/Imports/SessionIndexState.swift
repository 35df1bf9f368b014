import SQLite

/// Whether the file of an import session says what its rows say.
package struct SessionIndexState: Sendable, Hashable {
    /// Key of the session.
    package let session: Int64
    /// Counted in its storage.
    package let number: Int
    /// Counts the changes of the rows.
    package let revision: Int64
    /// Whether all that it imported has been taken out again, so that it has no file any more.
    package let isRolledBack: Bool

    /// Sessions of a storage whose file is behind, in the order of their numbers.
    package static func behind(inStorage id: Int64, _ reading: Reading) throws -> [SessionIndexState] {
        try reading.rows(
            """
            SELECT session_key, session_number, index_revision, status = 'rolled_back' AND NOT EXISTS (
                SELECT 1 FROM media_items WHERE import_session_id = session_key AND state != 2)
            FROM import_sessions
            WHERE storage_id = ? AND index_revision IS NOT index_written ORDER BY session_number
            """, [.integer(id)]
        ) {
            SessionIndexState(
                session: $0.int64(), number: $0.int(), revision: $0.int64(), isRolledBack: $0.bool())
        }
    }

    /// Rows that have changed since this was read leave the file behind.
    package func markWritten(_ writing: Writing) throws {
        try writing.run(
            "UPDATE import_sessions SET index_written = ? WHERE session_key = ?",
            [.integer(revision), .integer(session)])
    }
}
