import FoundationEssentials
package import Model
import SQLite

/// What kind of difference between the library and a storage it is; the words of seed 2 (INTERFACE.md).
package enum ConflictKind: String, Sendable, CaseIterable, Codable {
    /// In the library, but not on the disk.
    case missingFile = "missing_file"
    /// Found by a re-index, in no import session.
    case orphanFile = "orphan_file"
    /// Moved since it was indexed, and not taken over yet.
    case pathMismatch = "path_mismatch"
    /// Rating, label, title or description were changed here and by another program.
    case metadataMismatch = "metadata_mismatch"
    /// The same name for different pictures: information, no problem.
    case duplicateFilename = "duplicate_filename"

    /// Whether somebody should look at it.
    package var isProblem: Bool { self != .duplicateFilename }
}

/// What a conflict says besides its columns; JSON in `conflicts.details`, in the words of seed 2.
package struct ConflictDetails: Sendable, Hashable, Codable {
    /// What the library and the file say of one field; nil = nothing.
    package struct Difference: Sendable, Hashable, Codable {
        package let field: String
        package let library: String?
        package let file: String?

        package init(field: String, library: String?, file: String?) {
            self.field = field
            self.library = library
            self.file = file
        }
    }

    /// ISO 8601: when a missing file was last known to be there.
    package var lastSeen: String?
    /// Bytes, of a file that has no row.
    package var size: Int64?
    package var reason: String?
    /// Display text of where a moved file was, and of where it is.
    package var expectedPath: String?
    package var actualPath: String?
    package var differences: [Difference]?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case lastSeen = "last_seen"
        case size = "file_size"
        case expectedPath = "expected_path"
        case actualPath = "actual_path"
        case reason, differences
    }

    var json: String {
        // Plain optional values always encode; an empty object would be the right answer if they did not.
        guard let data = try? JSONEncoder().encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    init(json: String) {
        // A row that somebody damaged by hand says nothing more than its columns.
        self = (try? JSONDecoder().decode(ConflictDetails.self, from: Data(json.utf8))) ?? ConflictDetails()
    }
}

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
    /// Seed 2's `hothash`.
    package let pictureHash: String?
    /// nil for a picture that was never told apart.
    package let photoID: String?
    /// Where the item's row says that the file lies.
    package let itemPath: RelativePath?
    /// Bytes.
    package let size: Int64?

    private init?(_ row: Row) {
        guard let kind = ConflictKind(rawValue: row.text(2)), let path = RelativePath(bytes: row.blob(3)) else {
            return nil
        }
        id = row.int64(0)
        storage = row.int64(1)
        self.kind = kind
        self.path = path
        itemID = row.optionalText(4)
        detectedAt = row.text(5)
        details = ConflictDetails(json: row.text(6))
        pictureHash = row.optionalText(7)
        photoID = row.optionalText(8)
        itemPath = RelativePath(bytes: row.blob(9))
        size = row.optionalInt64(10) ?? details.size
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
        ) { Self($0) }.compactMap { $0 }
    }

    package static func find(_ id: Int64, _ reading: Reading) throws -> ConflictRecord? {
        try reading.row("\(columns) WHERE c.conflict_id = ?", [.integer(id)]) { Self($0) } ?? nil
    }

    /// How many open conflicts of each kind a storage has.
    package static func counts(storage: Int64, _ reading: Reading) throws -> [ConflictKind: Int] {
        let rows = try reading.rows(
            """
            SELECT type, count(*) FROM conflicts WHERE storage_id = ? AND dismissed_at IS NULL GROUP BY type
            """, [.integer(storage)]
        ) { (ConflictKind(rawValue: $0.text(0)), $0.int(1)) }
        return Dictionary(uniqueKeysWithValues: rows.compactMap { kind, count in kind.map { ($0, count) } })
    }
}
