package import Model
import SQLite

/// A row of `conflicts` with what its item says.
package struct ConflictRecord: Sendable, Hashable {
    package let id: Int64
    package let storage: Int64
    package let kind: ConflictKind
    /// Where the file is expected (missing) or lies; the bare name of a group of equal names.
    package let path: RelativePath
    /// nil for a file that is not in the library, and for groups.
    package let itemID: String?
    /// ISO 8601.
    package let detectedAt: String
    package let details: ConflictDetails
    /// `hothash` in the master index.
    package let pictureHash: String?
    /// nil for a picture that was never told apart.
    package let photoID: String?
    /// Where the item's row says that the file lies.
    package let itemPath: RelativePath?
    /// Bytes.
    package let size: Int64?

    private init(_ row: inout Row) throws {
        id = row.int64()
        storage = row.int64()
        kind = try row.word()
        path = try row.path()
        itemID = row.optionalText()
        detectedAt = row.text()
        details = ConflictDetails(json: row.text())
        pictureHash = row.optionalText()
        photoID = row.optionalText()
        itemPath = try row.optionalPath()
        size = row.optionalInt64() ?? details.size
    }

    private static let columns = """
        SELECT c.conflict_id, c.storage_id, c.type, c.path, c.media_id, c.detected_at, c.details, p.picture_hash,
            p.photo_id, i.path, i.file_size_bytes
        FROM conflicts c LEFT JOIN media_items i ON i.id = c.media_id LEFT JOIN photos p ON p.photo_key = i.photo_key
        """

    /// Open conflicts of one kind in the order of their paths, beyond `path`.
    package static func page(
        storage: Int64, _ kind: ConflictKind, after path: [UInt8] = [], limit: Int, _ reading: Reading
    ) throws -> [ConflictRecord] {
        try reading.rows(
            """
            \(columns) WHERE c.storage_id = ? AND c.type = ? AND c.path > ? AND c.dismissed_at IS NULL
            ORDER BY c.path LIMIT ?
            """, [.integer(storage), .text(kind.rawValue), .blob(path), .integer(limit)]
        ) { try Self(&$0) }
    }

    package static func find(_ id: Int64, _ reading: Reading) throws -> ConflictRecord? {
        try reading.row("\(columns) WHERE c.conflict_id = ?", [.integer(id)]) { try Self(&$0) }
    }

    /// How many open conflicts of each kind a storage has.
    package static func counts(storage: Int64, _ reading: Reading) throws -> [ConflictKind: Int] {
        let counts: [(ConflictKind, Int)] = try reading.rows(
            """
            SELECT type, count(*) FROM conflicts WHERE storage_id = ? AND dismissed_at IS NULL GROUP BY type
            """, [.integer(storage)]
        ) { (try $0.word(), $0.int()) }
        return Dictionary(uniqueKeysWithValues: counts)
    }
}
