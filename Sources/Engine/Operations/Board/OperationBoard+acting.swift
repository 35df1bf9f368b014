import Model
import Platform
import Store

/// What is asked of operations.
extension OperationBoard {
    typealias Event = OperationStateMachine.Event
    typealias Action = OperationStateMachine.Action
    typealias Fault = OperationStateMachine.Fault

    /// Writes the operation down and starts it.
    ///
    /// - Returns: its id, a UUID.
    /// - Throws: a `Failure` of severity `preflight` when it is refused; then no row is left.
    package func start(_ request: OperationRequest) throws -> String {
        let record = OperationRecord(
            id: UUIDText.random(), kind: request.kind, title: request.title, storage: request.storage,
            parameters: request.parameters, startedAt: now)
        try begin(record, .startRequested, request.selection)
        return record.id
    }

    /// Goes on from the last checkpoint.
    package func resume(_ id: String) throws { try begin(record(id), .resumeRequested) }

    /// Starts over: the checkpoint and the list of problems are forgotten; rows that were written stay.
    package func restart(_ id: String) throws { try begin(record(id), .restartRequested) }

    /// - Throws: `OperationError` when the operation is not there or its state does not allow it.
    package func pause(_ id: String) throws { try ask(id, .pauseRequested) }

    package func cancel(_ id: String) throws { try ask(id, .cancelRequested) }

    // MARK: - Beginning

    private func begin(_ record: OperationRecord, _ event: Event, _ selection: FrozenSelection? = nil) throws {
        var machine = OperationStateMachine(record)
        let action = machine.handle(event)
        guard case .begin(let beginning) = action else { return try accept(action, of: record.title) }
        let work = try registry.work(for: record.request)
        try preflight()
        try work.check()
        let run = OperationRun(machine.record, store: store, time: time) { [observers] in observers.tell(record.id) }
        let entry = LiveOperations.Entry(machine: machine, claims: Claims(record.kind, work.claims), run: run)
        try take(entry)
        do { try write(entry.row(now), beginning, from: record, selection) } catch {
            tell(record.id, .notWritten(Fault(error)))
            throw error
        }
        tell(record.id, .written)
        observers.tell(record.id)
        WorkerThreads.start("op-\(record.kind.rawValue)") { [self] in process(work, run) }
    }

    /// Takes the operation's place. What only looks at a storage is waited for: a check at start, after a file was
    /// missed.
    private func take(_ entry: LiveOperations.Entry) throws {
        let taken = state.take(seconds: patience) { state in
            state.isWorthWaiting(for: entry) ? nil : Result { try state.take(entry) }
        }
        try taken?.get() ?? state.change { try $0.take(entry) }
    }

    /// Writes how the operation begins; all of it or nothing.
    private func write(
        _ row: OperationRecord, _ beginning: OperationStateMachine.Beginning, from known: OperationRecord,
        _ selection: FrozenSelection?
    ) throws {
        try store.write { [self] writing in
            if beginning == .new {
                try row.insert(writing)
                try selection?.assign(to: row.id, writing)
                return
            }
            try expect(known, writing)
            if beginning == .anew { try OperationProblem.removeAll(ofOperation: row.id, writing) }
            try row.update(writing)
        }
    }

    // MARK: - Stopping

    private func ask(_ id: String, _ event: Event) throws {
        if let action = tell(id, event) { return try accept(action, of: id) }
        let record = try record(id)
        var machine = OperationStateMachine(record)
        let action = machine.handle(event)
        guard action == .write else { return try accept(action, of: record.title) }
        try take(LiveOperations.Entry(machine: machine))
        try settle(id) { [self] in try expect(record, $0) }
    }

    private func accept(_ action: Action, of subject: String) throws {
        if case .refuse(let reason) = action { throw OperationError(subject, reason) }
    }

    // MARK: - Rows

    private func record(_ id: String) throws -> OperationRecord {
        guard let record = try store.read({ try OperationRecord.find(id, $0) }) else {
            throw OperationError.unknown(id)
        }
        return state.look { $0.known(record) }
    }

    /// Whoever was faster has changed the row between the question and its answer.
    private func expect(_ record: OperationRecord, _ reading: Reading) throws {
        let row = try OperationRecord.find(record.id, reading)
        guard row.map({ row in state.look { $0.known(row) } }) == record else {
            throw OperationError(record.title, "it has changed meanwhile", hint: "Look at it again.")
        }
    }
}

extension OperationRecord {
    fileprivate var request: OperationRequest {
        OperationRequest(kind: kind, title: title, storage: storage, parameters: parameters)
    }
}
