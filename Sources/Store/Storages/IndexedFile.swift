package import Model
import SQLite

/// A present file of a storage as the master index describes it.
package struct IndexedFile: Sendable, Hashable {
    /// The picture hash; SHA-256 of the file where no picture was found in it.
    package let hash: String
    package let path: RelativePath
    package let size: Int64
    package let modifiedNanoseconds: Int64
    /// Seconds since 1970 when the file was indexed first.
    package let indexedAt: Int64
    /// The number of its import session in its storage.
    package let session: Int?
    fileprivate let photoKey: Int64?

    private static let columns = """
        coalesce(p.picture_hash, i.file_sha256), i.path, i.file_size_bytes, i.mtime_ns, i.scan_timestamp,
        s.session_number, i.photo_key
        """

    private static func tables(_ index: String = "") -> String {
        """
        media_items i \(index) LEFT JOIN photos p ON p.photo_key = i.photo_key
        LEFT JOIN import_sessions s ON s.session_key = i.import_session_id
        """
    }

    private init(_ row: inout Row) throws {
        hash = row.text()
        path = try row.path()
        size = row.int64()
        modifiedNanoseconds = row.int64()
        indexedAt = row.int64()
        session = row.optionalInt()
        photoKey = row.optionalInt64()
    }

    /// Calls `body` for every picture of a storage with all its files, in the byte order of the paths of the first ones.
    /// Memory grows with the number of pictures that have copies, and with nothing else.
    package static func forEachPicture(
        inStorage id: Int64, _ reading: Reading, _ body: ([IndexedFile]) throws -> Void
    ) throws {
        let copied = try photosWithCopies(inStorage: id, reading)
        // The walk meets the first file of a picture first; the others stand beside it then.
        var waiting = copied
        var isEmptyFileMet = false
        var last: [UInt8] = []
        while true {
            // The plus leaves the indexes of present files alone: the rows come in the order of their paths.
            let page = try reading.rows(
                """
                SELECT \(columns) FROM \(tables()) WHERE i.storage_id = ? AND i.path > ? AND +i.state = 0
                ORDER BY i.path LIMIT 1000
                """, [.integer(id), .blob(last)]
            ) { try Self(&$0) }
            for file in page {
                if let key = file.photoKey, !copied.contains(key) {
                    try body([file])
                } else if let key = file.photoKey {
                    guard waiting.remove(key) != nil else { continue }
                    try body(try copies(of: file, inStorage: id, reading))
                } else if !isEmptyFileMet {
                    // Only files without a byte have no picture, and they are all equal.
                    isEmptyFileMet = true
                    try body(try copies(of: file, inStorage: id, reading))
                }
            }
            guard let end = page.last, page.count == 1000 else { return }
            last = end.path.bytes
        }
    }

    /// Files, pictures and bytes of a storage.
    package static func totals(
        inStorage id: Int64, _ reading: Reading
    ) throws -> (files: Int, pictures: Int, bytes: Int64) {
        try reading.row(
            """
            SELECT count(*), count(DISTINCT coalesce(photo_key, file_sha256)), coalesce(sum(file_size_bytes), 0)
            FROM media_items WHERE storage_id = ? AND +state = 0
            """, [.integer(id)]
        ) { (files: $0.int(), pictures: $0.int(), bytes: $0.int64()) } ?? (0, 0, 0)
    }

    private static func photosWithCopies(inStorage id: Int64, _ reading: Reading) throws -> Set<Int64> {
        Set(
            try reading.rows(
                """
                SELECT photo_key FROM media_items INDEXED BY media_items_photo WHERE storage_id = ? AND state = 0
                    AND photo_key IS NOT NULL
                GROUP BY photo_key HAVING count(*) > 1
                """, [.integer(id)]
            ) { $0.int64() })
    }

    private static func copies(
        of file: IndexedFile, inStorage id: Int64, _ reading: Reading
    ) throws -> [IndexedFile] {
        // By their order SQLite would choose the index of all paths, and walk through the whole storage.
        let (index, condition, value): (String, String, Value) =
            if let key = file.photoKey {
                ("INDEXED BY media_items_photo", "i.photo_key = ?", .integer(key))
            } else {
                ("INDEXED BY media_items_sha256", "i.photo_key IS NULL AND i.file_sha256 = ?", .text(file.hash))
            }
        return try reading.rows(
            """
            SELECT \(columns) FROM \(tables(index)) WHERE i.storage_id = ? AND i.state = 0 AND \(condition)
            ORDER BY i.path
            """, [.integer(id), value]
        ) { try Self(&$0) }
    }
}
