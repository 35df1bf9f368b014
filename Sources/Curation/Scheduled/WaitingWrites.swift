package import Engine
import Model
package import Platform
import StorageAccess
package import Store

/// Writes what waited for a storage, once that can be reached again.
package struct WaitingWrites: Sendable {
    private let store: LibraryStore
    private let board: OperationBoard
    private let time: any TimeSource

    package init(store: LibraryStore, board: OperationBoard, time: any TimeSource) {
        self.store = store
        self.board = board
        self.time = time
    }

    package var scheduled: [ScheduledWork] {
        [
            ScheduledWork("ratings that wait", on: [.started, .operationEnded, .mountsChanged, .every(15)]) {
                try write($0)
            }
        ]
    }

    /// A storage that is online and has something waiting gets it written.
    ///
    /// What a write of this kind has left over waits for a drive or for the next round; its own end is no reason.
    private func write(_ occasion: Occasion) throws {
        let isOwnEnd =
            try occasion.triggers == [.operationEnded]
            && occasion.operations.allSatisfy {
                try board.find($0)?.operationType == OperationKind.bulkMetadata.rawValue
            }
        guard !isOwnEnd else { return }
        for row in try store.read({ try StorageRecord.all($0) }) where row.isActive {
            guard try store.read({ try PendingWrite.pendingCount(inStorage: row.id, $0) }) > 0 else { continue }
            let storage = try StorageRoot.refresh(row, in: store, now: time.now)
            guard storage.state == .online, !board.running().contains(where: { $0.storage == storage.id }) else {
                continue
            }
            do { _ = try board.start(BulkEdits.requestPending(storage)) } catch is LockError {
                // Another process works on the storage; the next round asks again.
                continue
            } catch {
                // The other storages do not depend on it.
                Log.shared.error("what waits for \(storage.name)", error)
            }
        }
    }
}
