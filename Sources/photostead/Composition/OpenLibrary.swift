import Curation
import Engine
import Glibc
import Imports
import Intake
import Media
import MetadataWrite
import Model
import Platform
import Renditions
import StorageAccess
import StorageFormats
import Storages
import Store

/// A library that this process has to itself, with everything wired: the only place that knows all parts.
final class OpenLibrary: Sendable {
    let folder: LibraryFolder
    let store: LibraryStore
    let cache: HashCache
    let media: WorkerPool
    let board: OperationBoard
    let storages: StorageActions
    let edits: PhotoEdits
    let imports: ImportActions
    let locks: StorageLocks
    let renditions: RenditionCache
    let missing = MissingNotices()
    let indexKeeping: IndexKeeping
    let time: any TimeSource
    private let exifTool: ExifTool?
    private let lock: DataFolderLock

    /// Opens the library of this configuration; a folder that cannot be used is a refusal before anything was done.
    ///
    /// - Throws: `ConfigurationError`, and what `init` throws.
    static func open(_ configuration: Configuration) throws -> OpenLibrary {
        do { return try OpenLibrary(configuration) } catch let error as FileError {
            throw ConfigurationError(library: configuration.data, error)
        }
    }

    /// Takes the lock, opens or makes the library, and finds the operations that were interrupted.
    ///
    /// - Throws: `LockError.libraryInUse`, `FileError`, `SQLiteError`, `MigrationError`.
    private init(_ configuration: Configuration, time: any TimeSource = SystemTime()) throws {
        self.time = time
        folder = try LibraryFolder(path: configuration.data)
        lock = try DataFolderLock(in: folder.folder)
        try SafeFile.removeTemporaries(in: folder.folder)
        store = try LibraryStore(path: try folder.databasePath(), backups: try folder.backupsPath(), now: time.now)
        cache = try HashCache(path: try folder.hashCachePath(), time: time)
        media = WorkerPool(executable: try Programs.worker(), count: Int(Self.processors), time: time)
        exifTool = ExifTool.find().map { ExifTool(executable: $0, clock: time) }
        locks = StorageLocks(time: time)
        let writer = MetadataWriter(
            journal: StoredJournal(store: store, cache: cache, time: time), inspector: PoolInspector(media),
            exifTool: exifTool)
        edits = PhotoEdits(store: store, writer: writer, locks: locks, time: time)
        renditions = try RenditionCache(path: configuration.cache, store: store, maker: media, missing: missing)
        let index = StorageIndexing(
            services: IndexServices(store: store, cache: cache, media: media, time: time, readers: Self.processors + 1))
        var registry = OperationRegistry()
        let (store, locks) = (store, locks)
        registry.register(.index) { locks.guarding($0, try index.work(for: $0), store: store) }
        registry.register(.updateIndex) { locks.guarding($0, try index.work(for: $0), store: store) }
        let intake = IntakeServices(
            store: store, cache: cache, media: media, time: time, readers: Self.processors + 1)
        let ownFolders = [configuration.data, configuration.cache]
        let uploads = Uploads(services: intake)
        let importing = ImportWorks(services: intake, uploads: uploads, ownFolders: ownFolders)
        registry.register(.import) { locks.guarding($0, try importing.work(for: $0), store: store) }
        registry.register(.trash) {
            locks.guarding($0, try Rollback.work(for: $0, services: intake), store: store)
        }
        let bulk = BulkEdits(store: store, edits: edits)
        registry.register(.bulkMetadata) { locks.guarding($0, try bulk.work(for: $0), store: store) }
        let thumbnails = ThumbnailsWork(store: store, cache: renditions, makers: Self.processors + 2)
        registry.register(.thumbnails) { _ in thumbnails }
        board = OperationBoard(
            store: store, registry: registry, time: time, preflight: { [folder] in try LibrarySpace.check(folder) })
        storages = StorageActions(
            store: store, board: board, locks: locks, ownFolders: ownFolders, time: time)
        imports = ImportActions(services: intake, uploads: uploads, board: board, ownFolders: ownFolders)
        indexKeeping = IndexKeeping(
            files: StorageIndexFiles(store: store, locks: locks), board: board, time: time)
        _ = try board.adoptInterrupted()
        try imports.adoptInterrupted()
        try WriteRecovery(store: store, writer: writer, locks: locks).run()
    }

    /// Pauses what runs, writes what waits and gives the lock back.
    func close() throws {
        board.close()
        indexKeeping.close()
        media.close()
        exifTool?.end()
        locks.close()
        try cache.close()
        store.close()
    }

    /// Ends worker processes and exiftool when nobody has used them for a while.
    func endIdleHelpers() {
        media.endIdleWorkers()
        exifTool?.endIfIdle(for: 60)
    }

    private static let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
