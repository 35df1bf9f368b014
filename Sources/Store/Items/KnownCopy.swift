package import Model
import SQLite

/// A file of the library with the content, or the picture, of another one.
package struct KnownCopy: Sendable, Hashable {
    package let itemID: String
    package let storage: Int64
    package let storageName: String
    package let storageState: StorageState
    package let path: RelativePath
    package let size: Int64
    package let modifiedNanoseconds: Int64
    /// The import it came with.
    package let session: Int64?

    private static let select = """
        SELECT i.id, i.storage_id, s.name, s.state, i.path, i.file_size_bytes, i.mtime_ns, i.import_session_id
        FROM media_items i JOIN storages s USING (storage_id)
        """

    private init(_ row: inout Row) throws {
        itemID = row.text()
        storage = row.int64()
        storageName = row.text()
        storageState = try row.word()
        path = try row.path()
        size = row.int64()
        modifiedNanoseconds = row.int64()
        session = row.optionalInt64()
    }

    /// Present files with this SHA-256, those of `storage` first; exports do not count.
    package static func exact(
        sha256: String, preferring storage: Int64, _ reading: Reading
    ) throws -> [KnownCopy] {
        try reading.rows(
            """
            \(select) WHERE i.file_sha256 = ?1 AND i.state = 0 AND s.kind = 'photos'
            ORDER BY i.storage_id = ?2 DESC, s.state = 'offline', i.id LIMIT 20
            """, [.text(sha256), .integer(storage)]
        ) { try Self(&$0) }
    }

    /// Present files that carry this picture.
    package static func picture(
        _ hash: PictureHash, preferring storage: Int64, _ reading: Reading
    ) throws -> [KnownCopy] {
        try reading.rows(
            """
            \(select) WHERE i.photo_key = (SELECT photo_key FROM photos WHERE picture_hash = ?1) AND i.state = 0
                AND s.kind = 'photos'
            ORDER BY i.storage_id = ?2 DESC, s.state = 'offline', i.id LIMIT 20
            """, [.text(hash.value), .integer(storage)]
        ) { try Self(&$0) }
    }
}
