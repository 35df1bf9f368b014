package import Model
import SQLite

/// One of several present files of a storage that have the same name.
package struct SameName: Sendable, Hashable {
    /// The picture hash; SHA-256 of a file in which no picture was found.
    package let hash: String
    package let path: RelativePath

    /// In the order of their paths.
    ///
    /// - Parameter name: as it is displayed.
    package static func all(
        inStorage id: Int64, named name: String, _ reading: Reading
    ) throws -> [SameName] {
        try reading.rows(
            """
            SELECT coalesce(p.picture_hash, i.file_sha256), i.path
            FROM media_items i INDEXED BY media_items_name LEFT JOIN photos p ON p.photo_key = i.photo_key
            WHERE i.storage_id = ? AND i.original_title = ? AND i.state = 0 ORDER BY i.path
            """, [.integer(id), .text(name)]
        ) { SameName(hash: $0.text(), path: try $0.path()) }
    }
}
