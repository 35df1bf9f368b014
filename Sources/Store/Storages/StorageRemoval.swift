import SQLite

extension StorageRecord {
    /// Takes the storage and everything known only of its items out of the library; files are not touched.
    package static func remove(_ id: Int64, _ writing: Writing) throws {
        try writing.run("CREATE TEMP TABLE IF NOT EXISTS left_photos (key INTEGER PRIMARY KEY)")
        try writing.run("DELETE FROM temp.left_photos")
        try writing.run(
            """
            INSERT INTO temp.left_photos
            SELECT DISTINCT photo_key FROM media_items
            WHERE storage_id = ?1 AND photo_key IS NOT NULL AND photo_key NOT IN
                (SELECT photo_key FROM media_items WHERE storage_id != ?1 AND photo_key IS NOT NULL)
            """, [.integer(id)])
        for fate in TableFate.all {
            guard let (statement, values) = fate.removal(of: .integer(id)) else { continue }
            try writing.run(statement, values)
        }
        try PhotoRecord.refreshAllCopies(writing)
    }
}

extension TableFate {
    /// Removes what goes with a storage whose photos stand in `temp.left_photos`; nil = nothing does.
    fileprivate func removal(of storage: Value) -> (statement: String, values: [Value])? {
        let rows = "DELETE FROM \(table) WHERE"
        return switch removal {
        case .kept: nil
        case .released: ("UPDATE \(table) SET storage_id = NULL WHERE storage_id = ?", [storage])
        case .storage: ("\(rows) storage_id = ?", [storage])
        case .items: ("\(rows) media_id IN (SELECT id FROM media_items WHERE storage_id = ?)", [storage])
        case .sessions:
            ("\(rows) session_key IN (SELECT session_key FROM import_sessions WHERE storage_id = ?)", [storage])
        case .photos(let key): ("\(rows) \(key) IN (SELECT key FROM temp.left_photos)", [])
        }
    }
}
