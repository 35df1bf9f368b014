package import Model
import SQLite

/// Where an item stands.
package enum ItemState: Int, Sendable {
    case present = 0
    case missing = 1
    case trashed = 2
}

/// What the walk of a storage is compared with.
package struct KnownItem: Sendable {
    package let id: String
    package let path: RelativePath
    package let size: Int64
    package let modifiedNanoseconds: Int64
    package let state: ItemState
    package let sha256: String

    /// The rows of a storage after `path`, in the byte order of their paths, at most `limit` of them.
    package static func page(
        storage: Int64, after path: [UInt8], limit: Int, _ reading: Reading
    ) throws -> [KnownItem] {
        try reading.rows(
            """
            SELECT id, path, file_size_bytes, mtime_ns, state, file_sha256 FROM media_items
            WHERE storage_id = ? AND path > ? ORDER BY path LIMIT ?
            """, [.integer(storage), .blob(path), .integer(limit)]
        ) { row in
            KnownItem(
                id: row.text(), path: try row.path(), size: row.int64(), modifiedNanoseconds: row.int64(),
                state: try row.number(), sha256: row.text())
        }
    }

    /// Whether no storage has a row.
    package static func areNone(_ reading: Reading) throws -> Bool {
        try reading.integer("SELECT EXISTS(SELECT 1 FROM media_items)") == 0
    }

    /// Whether the row still expects its file at this place, and has not been told that it is missing.
    package static func isExpected(_ id: String, at place: ItemPlace, _ reading: Reading) throws -> Bool {
        try reading.integer(
            "SELECT count(*) FROM media_items WHERE id = ? AND storage_id = ? AND path = ? AND state = 0",
            [.text(id), .integer(place.storage), .blob(place.path.bytes)]) > 0
    }
}

/// What the row says of a file that is about to be written into it.
package struct KnownRow: Sendable, Hashable {
    package let id: String
    package let photoKey: Int64?
    package let sha256: String
    package let pictureHash: String?
    package let state: ItemState
    /// What was last read of the file.
    package let read: PhotoText

    package init(
        id: String, photoKey: Int64?, sha256: String, pictureHash: String?, state: ItemState, read: PhotoText
    ) {
        self.id = id
        self.photoKey = photoKey
        self.sha256 = sha256
        self.pictureHash = pictureHash
        self.state = state
        self.read = read
    }
}
