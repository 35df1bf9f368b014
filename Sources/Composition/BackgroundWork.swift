import Curation
import Engine
import Platform
import Renditions
import StorageAccess
import StorageFormats
import Storages

extension OpenLibrary {
    /// What the capabilities do by themselves, in the order in which it is done when several things are due.
    static func scheduled(
        _ library: LibraryReading, _ storages: StorageCapability, board: OperationBoard, locks: StorageLocks,
        missing: MissingNotices, parts: LibraryParts
    ) -> [ScheduledWork] {
        let (store, time) = (library.store, parts.time)
        let files = StorageIndexFiles(store: store, locks: locks)
        let works: [[ScheduledWork]] = [
            StorageChecks(storages, operations: board, missing: missing, time: time).scheduled,
            MissingPictures(store: store, board: board).scheduled,
            DriveLooks(store: store, storages: storages.actions, time: time).scheduled,
            WaitingWrites(store: store, board: board, time: time).scheduled,
            [ScheduledWork("helpers without work", on: [.every(15)]) { _ in parts.endIdle() }],
            IndexFileKeeping(files: files, board: board, time: time).scheduled,
        ]
        return works.flatMap(\.self)
    }
}

/// Keeps the scheduler told of what happens outside of the library, while a server runs.
package final class BackgroundWork: Sendable {
    private let library: OpenLibrary
    private let mounts: MountWatch
    private let thread = Lock<JoinableThread?>(nil)

    /// - Throws: `FileError` when the kernel does not tell what is mounted.
    package init(_ library: OpenLibrary) throws {
        self.library = library
        mounts = try MountWatch()
    }

    package func start() {
        let (scheduler, mounts) = (library.scheduler, mounts)
        library.missing.observe { scheduler.note(.fileMissed) }
        scheduler.start()
        let started = WorkerThreads.start("mounts") { while mounts.waitForChange() { scheduler.note(.mountsChanged) } }
        thread.withLock { $0 = started }
    }

    package func stop() {
        library.missing.observe(nil)
        library.scheduler.stop()
        mounts.end()
        thread.withLock { $0 }?.join()
    }
}
