package import Browsing
package import Engine
package import Imports
import Model
package import Platform
package import Storages
package import Store

/// What only reads a library: a part of the open one, or one that another process may have open.
package struct LibraryReading: Sendable {
    package let store: LibraryStore
    package let operations: any OperationReading
    package let storages: StorageListing
    package let imports: ImportSessions
    package let photos: PhotoListing
    package let copies: CopyLookup
    package let settings: LibrarySettings

    package init(store: LibraryStore, operations: any OperationReading, time: any TimeSource) {
        self.store = store
        self.operations = operations
        storages = StorageListing(store: store, time: time)
        imports = ImportSessions(store: store, operations: operations)
        photos = PhotoListing(store: store)
        copies = CopyLookup(store: store, time: time)
        settings = LibrarySettings(Setting.reading, store: store)
    }

    /// Opens the library for reading, runs `body` and closes it.
    ///
    /// - Parameter data: the library folder.
    /// - Throws: `Refusal` when there is no library yet, `SQLiteError`, `MigrationError`.
    package static func with<Result>(
        _ data: String, time: any TimeSource = SystemTime(), _ body: (LibraryReading) throws -> Result
    ) throws -> Result {
        let folder: LibraryFolder
        do {
            folder = try LibraryFolder(existing: data)
        } catch let error as FileError {
            throw error.isMissing ? Refusal.noLibrary(data) : Refusal.library(data, error)
        }
        guard let path = try folder.existingDatabasePath() else { throw Refusal.noLibrary(data) }
        let store = try LibraryStore(reading: path)
        defer { store.close() }
        let operations = StoredOperations(store: store, isInUse: DataFolderLock.isHeld(in: folder.folder))
        return try body(LibraryReading(store: store, operations: operations, time: time))
    }
}
