import Model
package import Platform
package import Store

/// Every operation of the library: starts, pauses, resumes and ends them, and tells how far they are.
///
/// Each runs on a thread of its own. What happens is decided by `OperationStateMachine`; this class locks, asks,
/// unlocks and acts.
package final class OperationBoard: Sendable {
    let store: LibraryStore
    let registry: OperationRegistry
    let time: any TimeSource
    let preflight: @Sendable () throws -> Void
    let patience: Double
    let state = Condition(LiveOperations())
    let observers = Observers()

    /// - Parameters:
    ///   - patience: seconds for which an operation that wants a storage for itself waits for those that share it.
    ///   - preflight: what must hold before any operation starts, such as space for the library.
    package init(
        store: LibraryStore, registry: OperationRegistry, time: any TimeSource, patience: Double = 3,
        preflight: @escaping @Sendable () throws -> Void = {}
    ) {
        self.store = store
        self.registry = registry
        self.time = time
        self.patience = patience
        self.preflight = preflight
    }

    /// The latest operations, newest first.
    ///
    /// - Parameters:
    ///   - id: only those that were started before this one.
    ///   - storage: only those of this storage.
    package func latest(_ limit: Int, before id: String? = nil, storage: Int64? = nil) throws -> [OperationDocument] {
        try store.read { try OperationRecord.latest(limit, before: id, storage: storage, $0) }.map(document)
    }

    /// Operations that have not ended, newest first.
    package func unfinished() throws -> [OperationDocument] {
        try store.read { try OperationRecord.unfinished($0) }.reversed().map(document)
            .filter { !$0.status.isTerminal }
    }

    package func find(_ id: String) throws -> OperationDocument? {
        try store.read { try OperationRecord.find(id, $0) }.map(document)
    }

    /// Operations that run now.
    package func running() -> [OperationDocument] {
        state.look { $0.entries.values.filter { $0.run != nil }.map(\.document) }
            .sorted { $0.startedAt < $1.startedAt }
    }

    /// The operation of this kind on this storage, with these parameters, that waits to go on; nil = none.
    package func waiting(for request: OperationRequest) throws -> String? {
        try store.read { try OperationRecord.unfinished($0) }.last {
            $0.status == .paused && $0.storage == request.storage && $0.parameters == request.parameters
                && $0.kind == request.kind && document($0).status == .paused
        }?.id
    }

    /// Calls `body` with the operation's id whenever one has moved; from the operation's thread, so briefly.
    ///
    /// - Returns: a function that ends the calls.
    package func observe(_ body: @escaping @Sendable (String) -> Void) -> @Sendable () -> Void { observers.add(body) }

    /// Waits until the operation does not run any more.
    package func waitForEnd(of id: String) throws -> OperationDocument? {
        state.wait { $0.entries[id] == nil ? () : nil }
        return try find(id)
    }

    /// As `waitForEnd(of:)`, for a while only.
    package func waitForEnd(of id: String, seconds: Double) {
        _ = state.wait(seconds: seconds) { $0.entries[id] == nil ? () : nil }
    }

    /// Marks what was running when the program ended as paused.
    ///
    /// - Returns: the operations that wait to be resumed.
    package func adoptInterrupted() throws -> [OperationDocument] {
        let now = now
        return try store.write { writing in
            for record in try OperationRecord.unfinished(writing) {
                var machine = OperationStateMachine(record)
                guard machine.handle(.interrupted) == .write else { continue }
                try LiveOperations.Entry(machine: machine).row(now).update(writing)
            }
            return try OperationRecord.unfinished(writing)
        }.map(document)
    }

    /// Pauses everything that runs and waits for the checkpoints.
    package func close() {
        state.change { $0.close() }
        state.wait { $0.entries.isEmpty ? () : nil }
    }

    /// ISO 8601.
    var now: String { ISO8601.utc(time.now) }

    private func document(_ record: OperationRecord) -> OperationDocument { state.look { $0.document(record) } }
}
