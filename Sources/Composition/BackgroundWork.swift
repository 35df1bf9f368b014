import Curation
import Engine
import Model
import Platform
import Renditions
import StorageAccess
import Storages
import Store

/// What a server does by itself: makes pictures after an index run, notices drives that come and go, checks those that
/// are back and writes what waited for them, ends helpers that have nothing to do.
package final class BackgroundWork: Sendable {
    private let library: OpenLibrary
    private let checks: StorageChecks
    private let wake = Condition(Signals())
    private let endObserving = Lock<(@Sendable () -> Void)?>(nil)
    private let threads = Lock<[JoinableThread]>([])
    private let drives: DriveWatch
    private let mounts: MountWatch

    private struct Signals {
        var isStopping = false
        var ended: [String] = []
        var isFileMissed = false
        var haveMountsChanged = false
    }

    /// - Throws: `FileError` when the kernel does not tell what is mounted.
    package init(_ library: OpenLibrary) throws {
        self.library = library
        checks = StorageChecks(library)
        drives = DriveWatch(store: library.store, time: library.parts.time)
        mounts = try MountWatch()
    }

    package func start() {
        let wake = wake
        let end = library.board.observe { id in wake.change { $0.ended.append(id) } }
        endObserving.withLock { $0 = end }
        library.missing.observe { wake.change { $0.isFileMissed = true } }
        let mounts = mounts
        let started = [
            WorkerThreads.start("background") { [self] in run() },
            WorkerThreads.start("mounts") {
                while mounts.waitForChange() { wake.change { $0.haveMountsChanged = true } }
            },
        ]
        threads.withLock { $0 = started }
    }

    package func stop() {
        endObserving.withLock { $0 }?()
        library.missing.observe(nil)
        wake.change { $0.isStopping = true }
        mounts.end()
        for thread in threads.withLock({ $0 }) { thread.join() }
    }

    private func run() {
        attempt("files that are gone") { try checks.checkAll() }
        attempt("pictures that are missing") { try startThumbnails(resuming: true) }
        lookAtDrives()
        while true {
            let signals = wake.take(seconds: 15) { signals -> Signals? in
                if signals.isStopping { return signals }
                guard !signals.ended.isEmpty || signals.isFileMissed || signals.haveMountsChanged else { return nil }
                defer { signals = Signals() }
                return signals
            }
            if signals?.isStopping ?? false { return }
            attempt("files that were not found") { try checks.checkMissed() }
            for id in Set(signals?.ended ?? []) { attempt("after an operation") { try follow(id) } }
            if signals?.haveMountsChanged ?? true { lookAtDrives() }
            if signals == nil { library.parts.endIdle() }
        }
    }

    /// A drive that is back is checked; then what waited for it is written.
    private func lookAtDrives() {
        attempt("drives") {
            for storage in try drives.look() where storage.isActive {
                attempt("the drive that is back") { try library.storages.check(storage) }
            }
        }
        attempt("ratings that wait") { try writeWaiting() }
    }

    /// An index run that is over leaves photos without pictures.
    private func follow(_ id: String) throws {
        guard let operation = try library.board.find(id), operation.status == .complete else { return }
        if operation.storage != nil { try writeWaiting() }
        guard operation.operationType != OperationKind.thumbnails.rawValue else { return }
        try startThumbnails(resuming: false)
    }

    /// - Parameter resuming: go on with what the last run of the server left; else what is paused stays paused.
    private func startThumbnails(resuming: Bool) throws {
        guard try library.store.read({ try PhotoRecord.countWithoutRendition($0) }) > 0 else { return }
        guard !library.board.running().contains(where: { $0.operationType == OperationKind.thumbnails.rawValue }) else {
            return
        }
        let request = ThumbnailsWork.request
        if let waiting = try library.board.waiting(for: request) {
            if resuming { try library.board.resume(waiting) }
        } else {
            _ = try library.board.start(request)
        }
    }

    /// A storage that is online and has something waiting gets it written.
    private func writeWaiting() throws {
        for storage in try library.storages.list() where storage.state == .online && storage.isActive {
            let waiting = try library.store.read { try PendingWrite.pendingCount(inStorage: storage.id, $0) }
            guard waiting > 0, !library.board.running().contains(where: { $0.storage == storage.id }) else { continue }
            do { _ = try library.board.start(BulkEdits.requestPending(storage)) } catch is LockError {
                // Another process works on the storage; the next round asks again.
                continue
            }
        }
    }

    /// What does not work now is tried again later; the log says why.
    private func attempt(_ what: String, _ body: () throws -> Void) {
        do { try body() } catch { Log.shared.error(what, error) }
    }
}
