package import Engine
import Model
package import Store

/// Has pictures made of photos that have none: at the start of a server, and after an operation that may have brought
/// some.
package struct MissingPictures: Sendable {
    private let store: LibraryStore
    private let board: OperationBoard

    package init(store: LibraryStore, board: OperationBoard) {
        self.store = store
        self.board = board
    }

    package var scheduled: [ScheduledWork] {
        [
            ScheduledWork("pictures that are missing", on: [.started, .operationEnded]) { occasion in
                let isStart = occasion.triggers.contains(.started)
                guard try isStart || occasion.operations.contains(where: leavesPhotos) else { return }
                try make(resuming: isStart)
            }
        ]
    }

    /// Whether the operation has come to its end and was another one than this.
    private func leavesPhotos(_ id: String) throws -> Bool {
        guard let operation = try board.find(id) else { return false }
        return operation.status == .complete && operation.operationType != OperationKind.thumbnails.rawValue
    }

    /// - Parameter resuming: go on with what the last run of the server left; else what is paused stays paused.
    private func make(resuming: Bool) throws {
        guard try store.read({ try PhotoRecord.countWithoutRendition($0) }) > 0,
            !board.running().contains(where: { $0.operationType == OperationKind.thumbnails.rawValue })
        else { return }
        let request = ThumbnailsWork.request
        if let waiting = try board.waiting(for: request) {
            if resuming { try board.resume(waiting) }
        } else {
            _ = try board.start(request)
        }
    }
}
