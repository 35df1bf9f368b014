package import Model
import SQLite

/// A photo or video that an import session brought into its storage, as the file of the session lists it.
package struct SessionFile: Sendable, Hashable {
    private let source: RelativePath
    /// Its name in the source.
    package var originalName: [UInt8] { source.name }
    /// Where it was put.
    package let path: RelativePath
    /// The picture hash; SHA-256 of the file where no picture was found in it.
    package let hash: String
    package let size: Int64
    /// Seconds since 1970.
    package let importedAt: Int64
    /// Whether all that it tells of itself could be read.
    package let isRead: Bool

    /// Calls `body` for each file in the byte order of their paths in the source.
    package static func forEach(
        inSession key: Int64, _ reading: Reading, _ body: (SessionFile) throws -> Void
    ) throws {
        var last: [UInt8] = []
        while true {
            let page = try reading.rows(
                """
                SELECT f.path, f.target, coalesce(p.picture_hash, i.file_sha256), i.file_size_bytes,
                    i.scan_timestamp, i.problem IS NULL
                FROM import_files f JOIN media_items i ON i.id = f.media_id
                LEFT JOIN photos p ON p.photo_key = i.photo_key
                WHERE f.session_key = ? AND f.path > ? AND +f.fate IN ('imported', 'replaced') AND i.state != 2
                ORDER BY f.path LIMIT 1000
                """, [.integer(key), .blob(last)]
            ) { try Self(&$0) }
            guard let end = page.last else { return }
            for file in page { try body(file) }
            last = end.source.bytes
        }
    }

    private init(_ row: inout Row) throws {
        source = try row.path()
        path = try row.path()
        hash = row.text()
        size = row.int64()
        importedAt = row.int64()
        isRead = row.bool()
    }
}
