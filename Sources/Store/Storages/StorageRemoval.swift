import SQLite

extension StorageRecord {
    /// Takes the storage and everything known only of its items out of the library; files are not touched.
    package static func remove(_ id: Int64, _ writing: Writing) throws {
        let photos = "(SELECT photo_key FROM photos WHERE photo_key IN (SELECT key FROM temp.left_photos))"
        try writing.run("CREATE TEMP TABLE IF NOT EXISTS left_photos (key INTEGER PRIMARY KEY)")
        try writing.run("DELETE FROM temp.left_photos")
        try writing.run(
            """
            INSERT INTO temp.left_photos
            SELECT DISTINCT photo_key FROM media_items WHERE storage_id = ?1 AND photo_key NOT IN
                (SELECT photo_key FROM media_items WHERE storage_id != ?1 AND photo_key IS NOT NULL)
            """, [.integer(id)])
        let items = "(SELECT id FROM media_items WHERE storage_id = ?)"
        for table in ["people_tags", "media_metadata", "media_descriptions", "album_items"] {
            try writing.run("DELETE FROM \(table) WHERE media_id IN \(items)", [.integer(id)])
        }
        for table in ["metadata_writes", "file_journal", "conflicts", "trash", "uploads"] {
            try writing.run("DELETE FROM \(table) WHERE storage_id = ?", [.integer(id)])
        }
        try writing.run(
            "DELETE FROM import_files WHERE session_key IN (SELECT session_key FROM import_sessions WHERE storage_id = ?)",
            [.integer(id)])
        try writing.run("DELETE FROM import_sessions WHERE storage_id = ?", [.integer(id)])
        try writing.run("DELETE FROM media_items WHERE storage_id = ?", [.integer(id)])
        try writing.run("DELETE FROM history WHERE photo_key IN \(photos)")
        try writing.run("DELETE FROM photo_search WHERE rowid IN \(photos)")
        try writing.run("DELETE FROM photos WHERE photo_key IN \(photos)")
        try writing.run("UPDATE operation_state SET storage_id = NULL WHERE storage_id = ?", [.integer(id)])
        try writing.run("DELETE FROM storages WHERE storage_id = ?", [.integer(id)])
        try PhotoRecord.refreshAllCopies(writing)
    }
}
