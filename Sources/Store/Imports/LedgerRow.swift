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

    private init(_ row: inout Row) throws {
        id = row.int64()
        unit = row.int()
        path = try row.path()
        size = row.int64()
        modifiedNanoseconds = row.int64()
        state = try row.word()
        fate = try row.optionalWord()
        reason = row.optionalText()
        hint = row.optionalText()
        target = try row.optionalPath()
        let photo = row.optionalText()
        copy = try photo.map {
            Copy(photoID: $0, storageName: row.text(), storageState: try row.word(), path: try row.path())
        }
    }

    /// Lines in path order, after a path.
    package static func page(
        session: Int64, _ choice: Choice, after path: [UInt8], limit: Int, _ reading: Reading
    ) throws -> [LedgerRow] {
        let (condition, value): (String, Value) =
            switch choice {
            case .all: ("?2 IS NULL", .null)
            case .fate(let fate): ("f.fate = ?2", .text(fate.rawValue))
            case .waiting: ("f.fate IS ?2", .null)
            }
        return try reading.rows(
            "\(select) WHERE f.session_key = ?1 AND \(condition) AND f.path > ?3 ORDER BY f.path LIMIT ?4",
            [.integer(session), value, .blob(path), .integer(limit)]
        ) { try Self(&$0) }
    }

    /// Duplicates that somebody has to decide about, in the order of the ledger, after one of them.
    package static func questions(
        session: Int64, after last: (unit: Int, id: Int64), limit: Int, _ reading: Reading
    ) throws -> [LedgerRow] {
        // The second condition on the state lets the partial index serve.
        try reading.rows(
            """
            \(select) WHERE f.session_key = ? AND f.state = 'asked' AND f.state != 'done'
                AND (f.unit, f.file_id) > (?, ?)
            ORDER BY f.unit, f.file_id LIMIT ?
            """, [.integer(session), .integer(last.unit), .integer(last.id), .integer(limit)]
        ) { try Self(&$0) }
    }
}
