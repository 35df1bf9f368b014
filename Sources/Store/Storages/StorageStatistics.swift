import SQLite

/// What lies in a storage and when it came, counted over its present files.
package struct StorageStatistics: Sendable {
    /// Files of one month.
    package struct Month: Sendable, Hashable {
        package let year: Int
        /// 1-12
        package let month: Int
        package let files: Int
        package let bytes: Int64
    }

    /// Files of one type.
    package struct Format: Sendable, Hashable {
        package let mimeType: String
        package let files: Int
        package let bytes: Int64
    }

    /// Files that one import brought.
    package struct Session: Sendable, Hashable {
        /// `session_NNN.json`
        package let number: Int
        package let title: String
        /// ISO 8601.
        package let createdAt: String
        package let files: Int
        package let bytes: Int64
    }

    /// By the date taken, newest first; files without a date in them are left out.
    package let taken: [Month]
    /// By the month in which they came into the library, oldest first.
    package let arrived: [Month]
    /// Most bytes first.
    package let formats: [Format]
    /// The latest 100, newest first.
    package let sessions: [Session]

    /// Walks the rows of one storage: some 100 ms for 100,000 files.
    package static func read(storage: Int64, _ reading: Reading) throws -> StorageStatistics {
        StorageStatistics(
            taken: try months(
                "taken_local", where: "taken_source NOT IN ('mtime', 'folder')", order: "DESC", storage, reading),
            arrived: try months("scan_timestamp", where: "1", order: "ASC", storage, reading),
            formats: try reading.rows(
                """
                SELECT mime_type, count(*), sum(file_size_bytes) FROM media_items
                WHERE storage_id = ? AND state = 0 GROUP BY 1 ORDER BY 3 DESC, 1
                """, [.integer(storage)]
            ) { Format(mimeType: $0.text(), files: $0.int(), bytes: $0.int64()) },
            sessions: try reading.rows(
                """
                SELECT s.session_number, s.title, s.created_at, count(i.id), coalesce(sum(i.file_size_bytes), 0)
                FROM import_sessions s LEFT JOIN media_items i
                    ON i.storage_id = s.storage_id AND i.import_session_id = s.session_key AND i.state = 0
                WHERE s.storage_id = ? GROUP BY s.session_key ORDER BY s.session_number DESC LIMIT 100
                """, [.integer(storage)]
            ) {
                Session(
                    number: $0.int(), title: $0.text(), createdAt: $0.text(), files: $0.int(), bytes: $0.int64())
            })
    }

    /// - Parameter column: seconds since 1970.
    private static func months(
        _ column: String, where condition: String, order: String, _ storage: Int64, _ reading: Reading
    ) throws -> [Month] {
        try reading.rows(
            """
            SELECT CAST(strftime('%Y%m', \(column), 'unixepoch') AS INTEGER), count(*), sum(file_size_bytes)
            FROM media_items WHERE storage_id = ? AND state = 0 AND \(column) IS NOT NULL AND \(condition)
            GROUP BY 1 ORDER BY 1 \(order)
            """, [.integer(storage)]
        ) { row in
            let month = row.int()
            return Month(year: month / 100, month: month % 100, files: row.int(), bytes: row.int64())
        }
    }
}
