import SQLite

/// Looks at every relation between tables that the database itself does not watch (docs/safety.md section 2).
package enum LibraryCheck {
    /// One sentence for each kind of row that does not fit; empty when all is well.
    package static func problems(_ reading: Reading) throws -> [String] {
        try checks.compactMap { check in
            let count = try reading.integer("SELECT count(*) FROM \(check.condition)")
            return count == 0 ? nil : "\(count) \(check.words)"
        }
    }

    private static let checks: [(words: String, condition: String)] = [
        (
            "items belong to a storage that does not exist",
            "media_items WHERE storage_id NOT IN (SELECT storage_id FROM storages)"
        ),
        (
            "items belong to a photo that does not exist",
            "media_items WHERE photo_key NOT IN (SELECT photo_key FROM photos)"
        ),
        (
            "photos that are shown have no item",
            """
            photos WHERE is_visible = 1
                AND photo_key NOT IN (SELECT photo_key FROM media_items WHERE photo_key IS NOT NULL)
            """
        ),
        (
            "photos count their files wrongly",
            """
            photos p WHERE copies !=
                (SELECT count(*) FROM media_items i WHERE i.photo_key = p.photo_key AND i.state = 0)
            """
        ),
        (
            "people belong to an item that does not exist",
            "people_tags WHERE media_id NOT IN (SELECT id FROM media_items)"
        ),
        (
            "album entries name an item that does not exist",
            "album_items WHERE media_id NOT IN (SELECT id FROM media_items)"
        ),
        (
            "album entries name an album that does not exist",
            "album_items WHERE album_id NOT IN (SELECT album_id FROM albums)"
        ),
        (
            "descriptions belong to an item that does not exist",
            "media_descriptions WHERE media_id NOT IN (SELECT id FROM media_items)"
        ),
        (
            "sidecars belong to an item that does not exist",
            "media_metadata WHERE media_id NOT IN (SELECT id FROM media_items)"
        ),
        (
            "waiting writes name an item that does not exist",
            "metadata_writes WHERE media_id NOT IN (SELECT id FROM media_items)"
        ),
        (
            "changes of the history name a photo that does not exist",
            "history WHERE photo_key NOT IN (SELECT photo_key FROM photos)"
        ),
        (
            "search entries name a photo that does not exist",
            "photo_search WHERE rowid NOT IN (SELECT photo_key FROM photos)"
        ),
        (
            "conflicts name an item that does not exist",
            "conflicts WHERE media_id NOT IN (SELECT id FROM media_items)"
        ),
        ("file replacements were not decided", "file_journal WHERE state IN ('planned', 'prepared')"),
    ]
}
