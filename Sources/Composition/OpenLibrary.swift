import Browsing
package import Curation
package import Engine
package import Imports
import Intake
import MetadataWrite
import Model
import Platform
package import Renditions
package import StorageAccess
import StorageFormats
package import Storages
package import Store

/// A library that this process has to itself, with everything wired: the program, the pages, the tests of the
/// capabilities and the fault trials live in it.
package final class OpenLibrary: Sendable {
    package let folder: LibraryFolder
    package let parts: LibraryParts
    package let store: LibraryStore
    package let cache: HashCache
    package let locks: StorageLocks
    package let board: OperationBoard
    package let reading: LibraryReading
    package let storageCapability: StorageCapability
    package let imports: ImportActions
    package let curation: CurationCapability
    package let renditions: RenditionCache
    /// Told of files that are not where they should be.
    package let missing = MissingNotices()
    package let scheduler: Scheduler
    private let lock: DataFolderLock

    /// Takes the lock, opens or makes the library, and finds the operations that were interrupted.
    ///
    /// - Parameters:
    ///   - data: the library folder.
    ///   - pictures: the cache folder.
    /// - Throws: `Refusal` for a folder that cannot be used, `LockError.libraryInUse`, `SQLiteError`,
    ///   `MigrationError`.
    package convenience init(data: String, pictures: String, parts: LibraryParts) throws {
        do { try self.init(in: data, pictures, parts) } catch let error as FileError {
            throw Refusal.library(data, error)
        }
    }

    private init(in data: String, _ pictures: String, _ parts: LibraryParts) throws {
        self.parts = parts
        let time = parts.time
        folder = try LibraryFolder(path: data)
        lock = try DataFolderLock(in: folder.folder)
        try SafeFile.removeTemporaries(in: folder.folder)
        store = try LibraryStore(path: try folder.databasePath(), backups: try folder.backupsPath(), now: time.now)
        cache = try HashCache(path: try folder.hashCachePath(), time: time)
        locks = StorageLocks(time: time)
        let writer = MetadataWriter(
            journal: StoredJournal(store: store, cache: cache, time: time), inspector: parts.inspector,
            exifTool: parts.exifTool)
        let edits = PhotoEdits(store: store, writer: writer, locks: locks, time: time)
        let bulk = BulkEdits(store: store, edits: edits, time: time)
        renditions = try RenditionCache(path: pictures, store: store, maker: parts.pictures, missing: missing)
        let intake = IntakeServices(
            store: store, cache: cache, media: parts.facts, time: time, readers: parts.workers + 1)
        let ownFolders = [data, pictures]
        let uploads = Uploads(services: intake)
        let works = Works(
            index: StorageIndexing(
                services: IndexServices(
                    store: store, cache: cache, media: parts.facts, time: time, readers: parts.workers + 1)),
            importing: ImportWorks(services: intake, uploads: uploads, ownFolders: ownFolders), intake: intake,
            bulk: bulk,
            thumbnails: ThumbnailsWork(store: store, cache: renditions, makers: parts.workers + 2))
        board = OperationBoard(
            store: store, registry: works.registry(locks: locks, store: store), time: time,
            preflight: { [folder] in try LibrarySpace.check(folder, needed: parts.neededSpace) })
        reading = LibraryReading(store: store, operations: board, time: time)
        storageCapability = StorageCapability(
            listing: reading.storages,
            actions: StorageActions(store: store, board: board, locks: locks, ownFolders: ownFolders, time: time),
            conflicts: ConflictActions(store: store, board: board, time: time),
            discovery: Discovery(store: store, time: time))
        curation = CurationCapability(store: store, edits: edits, bulk: bulk, board: board)
        imports = ImportActions(services: intake, uploads: uploads, board: board, ownFolders: ownFolders)
        scheduler = Scheduler(
            Self.scheduled(
                reading, storageCapability, board: board, locks: locks, missing: missing, parts: parts),
            board: board, time: time)
        _ = try board.adoptInterrupted()
        try imports.adoptInterrupted()
        try WriteRecovery(store: store, writer: writer, locks: locks).run()
    }

    package var storages: StorageActions { storageCapability.actions }
    package var edits: PhotoEdits { curation.edits }

    /// Pauses what runs, writes what waits and gives the lock back.
    package func close() throws {
        board.close()
        scheduler.close()
        parts.close()
        locks.close()
        try cache.close()
        store.close()
    }
}

/// The work of every kind of operation.
private struct Works {
    let index: StorageIndexing
    let importing: ImportWorks
    let intake: IntakeServices
    let bulk: BulkEdits
    let thumbnails: ThumbnailsWork

    func registry(locks: StorageLocks, store: LibraryStore) -> OperationRegistry {
        var registry = OperationRegistry(storages: LockedStorages(store: store, locks: locks))
        registry.register(.index, index.work)
        registry.register(.updateIndex, index.work)
        registry.register(.import, importing.work)
        registry.register(.trash) { [intake] in try Rollback.work(for: $0, services: intake) }
        registry.register(.bulkMetadata, bulk.work)
        registry.register(.thumbnails) { [thumbnails] _ in thumbnails }
        return registry
    }
}
