import SQLite

/// Which imports a list shows; every condition that is set must hold.
package struct ImportFilter: Sendable, Hashable {
    /// `storages.storage_id`.
    package var storage: Int64?
    /// A status of operations, or `rolled_back`.
    package var status: String?

    package init() {}
}

/// What all imports of a library have brought.
package struct ImportTotals: Sendable, Hashable {
    package let sessions: Int
    /// Files that were imported or replaced others.
    package let files: Int
    /// Bytes of these.
    package let bytes: Int64

    package init(sessions: Int, files: Int, bytes: Int64) {
        self.sessions = sessions
        self.files = files
        self.bytes = bytes
    }

    package static func read(_ reading: Reading) throws -> ImportTotals {
        try reading.row(
            """
            SELECT count(*), coalesce(sum(imported + replaced), 0), coalesce(sum(total_size_bytes), 0)
            FROM import_sessions WHERE status != 'rolled_back'
            """
        ) {
            ImportTotals(sessions: $0.int(), files: $0.int(), bytes: $0.int64())
        } ?? ImportTotals(sessions: 0, files: 0, bytes: 0)
    }
}

extension ImportSessionRecord {
    /// The keys of the latest sessions below a key that match, newest first.
    package static func keys(
        _ filter: ImportFilter, before key: Int64?, limit: Int, _ reading: Reading
    ) throws -> [Int64] {
        try reading.rows(
            """
            SELECT s.session_key FROM import_sessions s
            LEFT JOIN operation_state o ON o.operation_id = s.operation_id
            WHERE s.session_key < ?1 AND (?2 IS NULL OR s.storage_id = ?2)
                AND (?3 IS NULL OR CASE WHEN s.status = 'rolled_back' THEN s.status ELSE o.status END = ?3)
            ORDER BY s.session_key DESC LIMIT ?4
            """,
            [.integer(key ?? .max), .integer(filter.storage), .text(filter.status), .integer(limit)]
        ) { $0.int64() }
    }
}
