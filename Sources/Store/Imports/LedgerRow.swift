package import Model
import SQLite

/// A line of an import's ledger as somebody reads it: a file of the source, and the photo it became or is a copy of.
package struct LedgerRow: Sendable, Hashable {
    package let id: Int64
    package let unit: Int
    /// Below the source.
    package let path: RelativePath
    package let size: Int64
    package let modifiedNanoseconds: Int64
    package let state: ImportFileRecord.State
    package let fate: Fate?
    package let reason: String?
    package let hint: String?
    /// Below the storage that it was imported into.
    package let target: RelativePath?
    package let copy: Copy?

    /// The file of the library that it became, or whose copy it is.
    package struct Copy: Sendable, Hashable {
        package let photoID: String
        package let storageName: String
        package let storageState: StorageState
        package let path: RelativePath
    }

    /// Which lines.
    package enum Choice: Sendable, Hashable {
        case all
        case fate(Fate)
        /// Those without a fate yet.
        case waiting
    }

    private static let select = """
        SELECT f.file_id, f.unit, f.path, f.size_bytes, f.mtime_ns, f.state, f.fate, f.reason, f.hint, f.target,
            p.photo_id, s.name, s.state, i.path
        FROM import_files f
        LEFT JOIN media_items i ON i.id = f.media_id LEFT JOIN photos p ON p.photo_key = i.photo_key
        LEFT JOIN storages s ON s.storage_id = i.storage_id
        """

    private init?(_ row: Row) {
        guard let path = RelativePath(bytes: row.blob(2)) else { return nil }
        id = row.int64(0)
        unit = row.int(1)
        self.path = path
        size = row.int64(3)
        modifiedNanoseconds = row.int64(4)
        state = ImportFileRecord.State(rawValue: row.text(5)) ?? .found
        fate = row.optionalText(6).flatMap { Fate(rawValue: $0) }
        reason = row.optionalText(7)
        hint = row.optionalText(8)
        target = RelativePath(bytes: row.blob(9))
        if let photo = row.optionalText(10), let place = RelativePath(bytes: row.blob(13)) {
            copy = Copy(
                photoID: photo, storageName: row.text(11),
                storageState: StorageState(rawValue: row.text(12)) ?? .offline, path: place)
        } else {
            copy = nil
        }
    }

    /// Lines in path order, after a path.
    package static func page(
        session: Int64, _ choice: Choice, after path: [UInt8], limit: Int, _ reading: Reading
    ) throws -> [LedgerRow] {
        let (sql, values) = statement(session: session, choice, after: path, limit: limit)
        return try reading.rows(sql, values) { Self($0) }.compactMap { $0 }
    }

    /// The statement behind `page`, for plan tests.
    static func statement(
        session: Int64, _ choice: Choice, after path: [UInt8], limit: Int
    ) -> (sql: String, values: [Value]) {
        let (condition, value): (String, Value) =
            switch choice {
            case .all: ("?2 IS NULL", .null)
            case .fate(let fate): ("f.fate = ?2", .text(fate.rawValue))
            case .waiting: ("f.fate IS ?2", .null)
            }
        let sql = "\(select) WHERE f.session_key = ?1 AND \(condition) AND f.path > ?3 ORDER BY f.path LIMIT ?4"
        return (sql, [.integer(session), value, .blob(path), .integer(limit)])
    }

    /// Duplicates that somebody has to decide about, in the order of the ledger, after one of them.
    package static func questions(
        session: Int64, after last: (unit: Int, id: Int64), limit: Int, _ reading: Reading
    ) throws -> [LedgerRow] {
        let (sql, values) = questionsStatement(session: session, after: last, limit: limit)
        return try reading.rows(sql, values) { Self($0) }.compactMap { $0 }
    }

    /// The statement behind `questions`, for plan tests.
    static func questionsStatement(
        session: Int64, after last: (unit: Int, id: Int64), limit: Int
    ) -> (sql: String, values: [Value]) {
        // The second condition on the state lets the partial index serve.
        let sql = """
            \(select) WHERE f.session_key = ? AND f.state = 'asked' AND f.state != 'done'
                AND (f.unit, f.file_id) > (?, ?)
            ORDER BY f.unit, f.file_id LIMIT ?
            """
        return (sql, [.integer(session), .integer(last.unit), .integer(last.id), .integer(limit)])
    }
}
