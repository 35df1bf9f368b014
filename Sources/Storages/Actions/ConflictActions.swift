package import Engine
import Model
package import Platform
package import Store

/// Lists the conflicts of storages and carries out what people decide.
package struct ConflictActions: Sendable {
    private let store: LibraryStore
    private let board: OperationBoard
    private let time: any TimeSource

    package init(store: LibraryStore, board: OperationBoard, time: any TimeSource) {
        self.store = store
        self.board = board
        self.time = time
    }

    /// How many open conflicts of each kind a storage has.
    package func counts(_ storage: StorageRecord) throws -> [ConflictKind: Int] {
        try store.read { try ConflictRecord.counts(storage: storage.id, $0) }
    }

    /// Carries out a decision: at once, or as an operation when files have to be read or written.
    ///
    /// - Throws: `Refusal`, `OperationError`.
    package func answer(_ answer: ConflictAnswer, _ storage: StorageRecord) throws -> ConflictOutcome {
        let needsReading = try answer.action == .add && hasUnread(answer, storage)
        if answer.action.touchesFiles || needsReading {
            return ConflictOutcome(operationID: try board.start(StorageIndexing.request(storage, answer)))
        }
        var outcome = ConflictOutcome()
        var source = ConflictSource(answer, storage: storage.id, store: store)
        if answer.action == .session {
            outcome.settled = try OrphanSession(storage: storage, store: store, now: time.now).take(source)
            return outcome
        }
        let now = ISO8601.utc(time.now)
        while let page = try source.next() {
            outcome.settled += try store.write { writing in
                try page.filter { try ConflictSettlement.settle($0, answer.action, at: now, writing) }.count
            }
        }
        return outcome
    }

    /// Whether some of the new files are only listed: they have to be read first.
    private func hasUnread(_ answer: ConflictAnswer, _ storage: StorageRecord) throws -> Bool {
        var source = ConflictSource(answer, storage: storage.id, store: store)
        while let page = try source.next() {
            if page.contains(where: { $0.itemID == nil }) { return true }
        }
        return false
    }
}
