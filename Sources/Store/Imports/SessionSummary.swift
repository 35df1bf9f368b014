package import Model
import SQLite

/// What the file of an import session says besides its files.
package struct SessionSummary: Sendable, Hashable {
    /// Key of the session in this library.
    package let key: Int64
    /// Counted in its storage.
    package let number: Int
    package let title: String
    /// ISO 8601.
    package let createdAt: String
    package let source: String
    package let fates: Tally
    package let totalSize: Int64

    package init(
        key: Int64, number: Int, title: String, createdAt: String, source: String, fates: Tally, totalSize: Int64
    ) {
        self.key = key
        self.number = number
        self.title = title
        self.createdAt = createdAt
        self.source = source
        self.fates = fates
        self.totalSize = totalSize
    }

    package static func find(_ key: Int64, _ reading: Reading) throws -> SessionSummary? {
        let fates = Fate.allCases.map(\.rawValue).joined(separator: ", ")
        return try reading.row(
            """
            SELECT session_key, session_number, title, created_at, source, \(fates), total_size_bytes
            FROM import_sessions WHERE session_key = ?
            """, [.integer(key)]
        ) { row in
            SessionSummary(
                key: row.int64(), number: row.int(), title: row.text(), createdAt: row.text(), source: row.text(),
                fates: Fate.allCases.reduce(into: Tally()) { $0[$1] = row.int() }, totalSize: row.int64())
        }
    }

    /// Calls `body` with each file that failed or was rejected, in the order of their paths.
    package static func forEachProblem(
        inSession key: Int64, _ reading: Reading, _ body: (RelativePath, String) throws -> Void
    ) throws {
        var last: [UInt8] = []
        while true {
            let page = try reading.rows(
                """
                SELECT path, coalesce(reason, '') FROM import_files
                WHERE session_key = ? AND path > ? AND +fate IN ('failed', 'rejected') ORDER BY path LIMIT 1000
                """, [.integer(key), .blob(last)]
            ) { (path: try $0.path(), reason: $0.text()) }
            guard let end = page.last else { return }
            for problem in page { try body(problem.path, problem.reason) }
            last = end.path.bytes
        }
    }
}
