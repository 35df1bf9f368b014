import Model
import SQLite

/// A present file among others of the same name.
package struct NamedFile: Sendable, Hashable {
    /// Display text of its path.
    package let path: String
    /// `hothash` in the master index.
    package let pictureHash: String
    package let photoID: String
    /// Bytes.
    package let size: Int64

    /// The files of a storage with this name, in the order of their paths.
    package static func all(
        named name: String, storage: Int64, limit: Int, _ reading: Reading
    ) throws -> [NamedFile] {
        try reading.rows(
            """
            SELECT i.relative_path, p.picture_hash, p.photo_id, i.file_size_bytes
            FROM media_items i INDEXED BY media_items_name JOIN photos p ON p.photo_key = i.photo_key
            WHERE i.storage_id = ? AND i.original_title = ? AND i.state = 0 ORDER BY i.path LIMIT ?
            """, [.integer(storage), .text(name), .integer(limit)]
        ) { NamedFile(path: $0.text(), pictureHash: $0.text(), photoID: $0.text(), size: $0.int64()) }
    }
}
