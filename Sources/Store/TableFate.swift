/// What becomes of the rows of a table when their storage is removed from the library, and when the library is built
/// anew from its storages.
struct TableFate {
    /// Which rows go when a storage is removed.
    enum Removal {
        /// None: they belong to no storage, or outlive it.
        case kept
        /// None, but those of the storage do not name it any more.
        case released
        /// Those that name the storage, one of its items, or one of its import sessions.
        case storage, items, sessions
        /// Those of photos that no other storage has; the name of the column with the photo's key.
        case photos(String)
    }

    /// What a rebuild does with a table.
    enum Rebuild {
        /// The files in the storages say it again.
        case readAgain
        /// Only the library knows it: copied from the database before.
        case carriedOver
        /// Nobody needs it afterwards.
        case dropped
    }

    let table: String
    let removal: Removal
    let rebuild: Rebuild

    private init(_ table: String, _ removal: Removal, _ rebuild: Rebuild) {
        self.table = table
        self.removal = removal
        self.rebuild = rebuild
    }

    /// Every table, in an order in which rows can be removed: first what refers to others.
    static let all = [
        TableFate("people_tags", .items, .readAgain),
        TableFate("media_metadata", .items, .carriedOver),
        TableFate("media_descriptions", .items, .carriedOver),
        TableFate("album_items", .items, .carriedOver),
        TableFate("metadata_writes", .storage, .carriedOver),
        TableFate("file_journal", .storage, .carriedOver),
        TableFate("conflicts", .storage, .readAgain),
        TableFate("trash", .storage, .carriedOver),
        TableFate("uploads", .storage, .carriedOver),
        TableFate("import_files", .sessions, .readAgain),
        TableFate("import_sessions", .storage, .readAgain),
        TableFate("media_items", .storage, .readAgain),
        TableFate("history", .photos("photo_key"), .carriedOver),
        TableFate("photo_search", .photos("rowid"), .readAgain),
        TableFate("photos", .photos("photo_key"), .readAgain),
        TableFate("operation_state", .released, .carriedOver),
        TableFate("storages", .storage, .carriedOver),
        TableFate("operation_problems", .kept, .carriedOver),
        TableFate("selections", .kept, .carriedOver),
        TableFate("selected_photos", .kept, .carriedOver),
        TableFate("plans", .kept, .dropped),
        TableFate("albums", .kept, .carriedOver),
        TableFate("album_aliases", .kept, .carriedOver),
        TableFate("star_queue", .kept, .carriedOver),
        TableFate("settings", .kept, .carriedOver),
        TableFate("scan_metadata", .kept, .carriedOver),
        TableFate("scan_log", .kept, .dropped),
    ]
}
