package import Engine
import Model
package import Platform
package import StorageFormats
import Store

/// Brings the master index of each storage in line with its rows: when an operation has ended, a while after single
/// edits, at the start of a server, and before the library is closed. Never while an operation is at work there.
package final class IndexFileKeeping: Sendable {
    /// Files of a storage whose index is written only after operations and, after single edits, seldom.
    private static let large = 50_000
    /// Seconds between two writes because of single edits.
    private static let (interval, longInterval) = (5.0, 600.0)

    private let files: StorageIndexFiles
    private let board: OperationBoard
    private let time: any TimeSource
    /// Monotonic seconds by storage.
    private let writtenAt = Lock<[Int64: Double]>([:])

    package init(files: StorageIndexFiles, board: OperationBoard, time: any TimeSource) {
        self.files = files
        self.board = board
        self.time = time
    }

    package var scheduled: [ScheduledWork] {
        [
            ScheduledWork("index files", on: [.started, .operationEnded, .every(Self.interval), .closing]) { occasion in
                // The word that an operation has ended may come after its end was seen.
                let hasWorked = occasion.triggers.contains(.closing) && !occasion.operations.isEmpty
                try self.writeBehind(hasWorked || !occasion.triggers.isDisjoint(with: [.started, .operationEnded]))
            }
        ]
    }

    /// - Parameter hasEnded: whether an operation may have changed much since the last time.
    private func writeBehind(_ hasEnded: Bool) throws {
        for storage in try files.behind() where !isBusy(storage) && isDue(storage, hasEnded) {
            do { _ = try files.write(storage) } catch {
                // The other storages do not depend on it.
                Log.shared.error("index files of \(storage.name)", error)
            }
            writtenAt.withLock { $0[storage.id] = time.monotonic }
        }
    }

    private func isDue(_ storage: StorageRecord, _ hasEnded: Bool) -> Bool {
        if hasEnded || storage.fileCount <= Self.large { return true }
        return writtenAt.withLock { $0[storage.id] }.map { time.monotonic - $0 >= Self.longInterval } ?? true
    }

    /// Pictures change no rows that the index shows; an operation without a storage may change any.
    private func isBusy(_ storage: StorageRecord) -> Bool {
        board.running().contains {
            $0.operationType != OperationKind.thumbnails.rawValue && ($0.storage == nil || $0.storage == storage.id)
        }
    }
}
