import SQLite

/// What a tile has to know of the files that carry a photo.
package struct FirstFile: Sendable {
    /// The name of the first present file.
    package let name: String
    /// Whether it is a camera's raw file.
    package let isRaw: Bool
    /// Whether any of them lies on a storage that is there.
    package let isReachable: Bool

    /// By photo key, in one query of at most 500 keys at a time.
    package static func all(ofPhotos keys: [Int64], _ reading: Reading) throws -> [Int64: FirstFile] {
        var files: [Int64: FirstFile] = [:]
        for start in stride(from: 0, to: keys.count, by: 500) {
            let part = keys[start..<min(start + 500, keys.count)]
            let list = "[" + part.map(String.init).joined(separator: ",") + "]"
            let rows = try reading.rows(
                """
                SELECT i.photo_key, min(i.original_title), max(i.mime_type LIKE 'image/x-%'),
                    max(s.state != 'offline')
                FROM json_each(?) k JOIN media_items i ON i.photo_key = k.value AND i.state = 0
                JOIN storages s USING (storage_id) GROUP BY i.photo_key
                """, [.text(list)]
            ) { ($0.int64(), FirstFile(name: $0.text(), isRaw: $0.bool(), isReachable: $0.bool())) }
            for (key, file) in rows { files[key] = file }
        }
        return files
    }
}
