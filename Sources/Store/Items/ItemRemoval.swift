import Model
import SQLite

/// Takes an item out of the library; its file, if there is one, is not touched.
package enum ItemRemoval {
    /// Drops the row. Its photo keeps rating and history; without another item it is hidden, and comes back with
    /// them when its picture does. Albums pass to another item of the photo.
    package static func forget(_ id: String, _ writing: Writing) throws {
        let photo = try writing.row("SELECT photo_key FROM media_items WHERE id = ?", [.text(id)]) {
            $0.optionalInt64()
        }
        if let photo = photo ?? nil {
            try writing.run(
                """
                INSERT OR IGNORE INTO album_items
                SELECT a.album_id, (SELECT id FROM media_items WHERE photo_key = ?2 AND id != ?1 ORDER BY state, id LIMIT 1)
                FROM album_items a WHERE a.media_id = ?1
                    AND EXISTS (SELECT 1 FROM media_items WHERE photo_key = ?2 AND id != ?1)
                """, [.text(id), .integer(photo)])
        }
        for table in ["people_tags", "media_metadata", "media_descriptions", "album_items", "metadata_writes"] {
            try writing.run("DELETE FROM \(table) WHERE media_id = ?", [.text(id)])
        }
        try ConflictWriter.removeAll(ofItem: id, writing)
        try writing.run("DELETE FROM media_items WHERE id = ?", [.text(id)])
        guard let photo = photo ?? nil else { return }
        try PhotoRecord.refreshCopies(photo, writing)
        try PendingWrite.refreshState(ofPhoto: photo, writing)
        try PhotoSearch.refresh(photo, writing)
    }

    /// Items of a storage whose files are missing, in the order of their paths, at most `limit`.
    package static func missing(
        storage: Int64, limit: Int, _ reading: Reading
    ) throws -> [String] {
        try reading.rows(
            "SELECT id FROM media_items WHERE storage_id = ? AND state = 1 ORDER BY path LIMIT ?",
            [.integer(storage), .integer(limit)]
        ) { $0.text() }
    }
}
