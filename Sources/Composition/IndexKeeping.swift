import Engine
import Model
import Platform
import StorageFormats
import Store

/// Brings the master index of each storage in line with its rows: when an operation has ended, a while after single
/// edits, at the start of a server, and before the library is closed. Never while an operation is at work there.
package final class IndexKeeping: Sendable {
    /// Files of a storage whose index is written only after operations and, after single edits, seldom.
    private static let large = 50_000
    /// Seconds between two writes because of single edits.
    private static let (interval, longInterval) = (5.0, 600.0)

    private struct State {
        var isStopping = false
        /// Whether an operation has been at work, or has ended, since the last look.
        var (hasWorked, hasEnded) = (false, false)
        /// Monotonic seconds by storage.
        var writtenAt: [Int64: Double] = [:]
    }

    private let files: StorageIndexFiles
    private let board: OperationBoard
    private let time: any TimeSource
    private let state = Condition(State())
    private let endObserving = Lock<(@Sendable () -> Void)?>(nil)
    private let thread = Lock<JoinableThread?>(nil)

    init(files: StorageIndexFiles, board: OperationBoard, time: any TimeSource) {
        self.files = files
        self.board = board
        self.time = time
        let end = board.observe { [state, weak board] id in
            let isRunning = board?.running().contains { $0.operationID == id } ?? false
            state.change { state in
                state.hasWorked = true
                if !isRunning { state.hasEnded = true }
            }
        }
        endObserving.withLock { $0 = end }
    }

    /// Starts to look after the storages by itself, as a server does.
    package func start() {
        state.change { $0.hasEnded = true }
        let started = WorkerThreads.start("index files") { [self] in run() }
        thread.withLock { $0 = started }
    }

    /// Ends, and writes what is behind before the library is closed; nothing runs any more.
    func close() {
        endObserving.withLock { $0 }?()
        state.change { $0.isStopping = true }
        thread.withLock { $0 }?.join()
        // The word that an operation has ended may come after its end was seen.
        writeBehind(state.look { $0.hasWorked })
    }

    private func run() {
        while true {
            let isStopping = state.wait(seconds: Self.interval) { $0.isStopping || $0.hasEnded ? $0.isStopping : nil }
            if isStopping == true { return }
            let hasEnded = state.change { state in
                defer { (state.hasWorked, state.hasEnded) = (false, false) }
                return state.hasEnded
            }
            writeBehind(hasEnded)
        }
    }

    private func writeBehind(_ hasEnded: Bool) {
        attempt("index files") {
            for storage in try files.behind() where !isBusy(storage) && isDue(storage, hasEnded) {
                attempt("index files of \(storage.name)") { _ = try files.write(storage) }
                state.change { $0.writtenAt[storage.id] = time.monotonic }
            }
        }
    }

    private func isDue(_ storage: StorageRecord, _ hasEnded: Bool) -> Bool {
        if hasEnded || storage.fileCount <= Self.large { return true }
        let writtenAt = state.look { $0.writtenAt[storage.id] }
        return writtenAt.map { time.monotonic - $0 >= Self.longInterval } ?? true
    }

    /// Pictures change no rows that the index shows; an operation without a storage may change any.
    private func isBusy(_ storage: StorageRecord) -> Bool {
        board.running().contains {
            $0.operationType != OperationKind.thumbnails.rawValue && ($0.storage == nil || $0.storage == storage.id)
        }
    }

    /// What does not work now is tried again later; the log says why.
    private func attempt(_ what: String, _ body: () throws -> Void) {
        do { try body() } catch { Log.shared.error(what, error) }
    }
}
