import Model
package import Platform
package import Store

/// Every operation of the library: starts, pauses, resumes and ends them, and tells how far they are.
///
/// Each runs on a thread of its own. What happens is decided by `OperationStateMachine`; this class locks, asks,
/// unlocks and acts.
package final class OperationBoard: Sendable {
    private struct Active {
        var machine: OperationStateMachine
        var record: OperationRecord
        let run: OperationRun
        let stop: StopSignal
        var thread: JoinableThread?
    }

    private let store: LibraryStore
    private let registry: OperationRegistry
    private let time: any TimeSource
    private let preflight: @Sendable () throws -> Void
    private let active = Condition<[String: Active]>([:])
    /// Operations whose end could not be written down, as on a full disk: what their rows should say.
    private let unsaved = Lock<[String: OperationRecord]>([:])
    private let observers = Lock<[Int: @Sendable (String) -> Void]>([:])
    private let nextObserver = Lock(0)
    private let isClosing = StopSignal()
    private let patience: Double

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

    // MARK: - Asking

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
        active.look { $0.values.map { Self.document($0) } }.sorted { $0.startedAt < $1.startedAt }
    }

    /// Calls `body` with the operation's id whenever one has moved; from the operation's thread, so briefly.
    ///
    /// - Returns: a function that ends the calls.
    package func observe(_ body: @escaping @Sendable (String) -> Void) -> @Sendable () -> Void {
        let key = nextObserver.withLock { number in
            number += 1
            return number
        }
        observers.withLock { $0[key] = body }
        return { [observers] in observers.withLock { $0[key] = nil } }
    }

    /// Waits until the operation does not run any more.
    package func waitForEnd(of id: String) throws -> OperationDocument? {
        active.wait { $0[id] == nil ? () : nil }
        return try find(id)
    }

    /// As `waitForEnd(of:)`, for a while only.
    package func waitForEnd(of id: String, seconds: Double) {
        _ = active.wait(seconds: seconds) { $0[id] == nil ? () : nil }
    }

    // MARK: - Acting

    /// Writes the operation down and starts it.
    ///
    /// - Returns: its id, a UUID.
    /// - Throws: a `Failure` of severity `preflight` when it is refused; then no row is left.
    package func start(_ request: OperationRequest) throws -> String {
        let work = try registry.work(for: request)
        try preflight()
        try work.check()
        let record = OperationRecord(
            id: UUIDText.random(), kind: request.kind, title: request.title, storage: request.storage,
            parameters: request.parameters, startedAt: ISO8601.utc(time.now))
        try claim(record) { try self.store.write { try record.insert($0) } }
        launch(record, work: work, .start)
        return record.id
    }

    /// - Throws: `OperationError` when the operation is not there or its state does not allow it.
    package func pause(_ id: String) throws { try askToStop(id, .pauseRequested) }

    package func cancel(_ id: String) throws { try askToStop(id, .cancelRequested) }

    /// Goes on from the last checkpoint.
    package func resume(_ id: String) throws { try startAgain(id, .resumeRequested) }

    /// Starts over: the checkpoint and the list of problems are forgotten; rows that were written stay.
    package func restart(_ id: String) throws { try startAgain(id, .restartRequested) }

    /// Marks what was running when the program ended as paused.
    ///
    /// - Returns: the operations that wait to be resumed.
    package func adoptInterrupted() throws -> [OperationDocument] {
        try store.write { [time] writing in
            for var record in try OperationRecord.unfinished(writing) {
                var machine = OperationStateMachine(status: record.status)
                guard machine.handle(.interrupted) == .settle else { continue }
                record.status = machine.status
                record.errorMessage = "the program ended while it ran"
                record.updatedAt = ISO8601.utc(time.now)
                try record.update(writing)
            }
            return try OperationRecord.unfinished(writing)
        }.map(document)
    }

    /// The operation of this kind on this storage, with these parameters, that waits to go on; nil = none.
    package func waiting(for request: OperationRequest) throws -> String? {
        try store.read { try OperationRecord.unfinished($0) }.last {
            $0.status == .paused && $0.storage == request.storage && $0.parameters == request.parameters
                && $0.kind == request.kind && document($0).status == .paused
        }?.id
    }

    /// Pauses everything that runs and waits for the checkpoints.
    package func close() {
        isClosing.request()
        active.look { for entry in $0.values { entry.stop.request() } }
        active.wait { $0.isEmpty ? () : nil }
    }

    // MARK: - Inside

    /// Reserves the operation's place, so that two that exclude each other never start together.
    private func claim(_ record: OperationRecord, _ body: () throws -> Void) throws {
        guard !isClosing.isRequested else {
            throw OperationError(record.title, "the program is ending", hint: "Start it again afterwards.")
        }
        let (stop, id) = (StopSignal(), record.id)
        let run = OperationRun(
            record: record, progress: OperationJSON.decode(record.checkpoint) ?? OperationProgress(),
            metrics: OperationJSON.decode(record.metrics) ?? OperationMetrics(), store: store, time: time, stop: stop,
            changed: { [weak self] in self?.notify(id) })
        // What only looks at a storage is over soon, most often: a check at start, after a file was missed.
        if !record.kind.sharesStorage {
            _ = active.wait(seconds: patience) { active in
                active.values.contains { Self.exclude($0.record, record) && $0.record.kind.sharesStorage } ? nil : ()
            }
        }
        try active.change { active in
            if let other = active.values.first(where: { Self.exclude($0.record, record) }) {
                throw OperationError(
                    record.title, "“\(other.record.title)” is at work on the same storage",
                    hint: "Wait until it has ended, or pause it.")
            }
            active[id] = Active(
                machine: OperationStateMachine(status: record.status), record: record, run: run, stop: stop)
        }
        do { try body() } catch {
            active.change { $0[id] = nil }
            throw error
        }
    }

    private static func exclude(_ one: OperationRecord, _ other: OperationRecord) -> Bool {
        if one.id == other.id { return true }
        guard let storage = one.storage, storage == other.storage else { return false }
        return !(one.kind.sharesStorage && other.kind.sharesStorage) || one.kind == other.kind
    }

    private func askToStop(_ id: String, _ event: OperationStateMachine.Event) throws {
        let action = active.change { active -> OperationStateMachine.Action? in active[id]?.machine.handle(event) }
        switch action {
        case .askToStop: active.look { $0[id]?.stop.request() }
        case .refuse(let reason): throw OperationError(id, reason)
        case .some: break
        case nil: try settleStored(id, event)
        }
    }

    /// The operation does not run: only its row changes.
    private func settleStored(_ id: String, _ event: OperationStateMachine.Event) throws {
        var record = try stored(id)
        var machine = OperationStateMachine(status: record.status)
        switch machine.handle(event) {
        case .settle:
            record.status = machine.status
            try save(dated(record))
        case .refuse(let reason): throw OperationError(record.title, reason)
        default: break
        }
    }

    private func startAgain(_ id: String, _ event: OperationStateMachine.Event) throws {
        var record = try stored(id)
        var machine = OperationStateMachine(status: record.status)
        if case .refuse(let reason) = machine.handle(event) { throw OperationError(record.title, reason) }
        let work = try registry.work(for: record.request)
        try preflight()
        try work.check()
        if event == .restartRequested {
            record.checkpoint = "{}"
            record.metrics = "{}"
            let forgotten = record
            try store.write { writing in
                try OperationProblem.removeAll(ofOperation: id, writing)
                try forgotten.update(writing)
            }
        }
        (record.errorMessage, record.errorHint, record.finishedAt) = (nil, nil, nil)
        try claim(record) {}
        launch(record, work: work, event)
    }

    private func stored(_ id: String) throws -> OperationRecord {
        if let record = unsaved.withLock({ $0[id] }) { return record }
        guard let record = try store.read({ try OperationRecord.find(id, $0) }) else {
            throw OperationError.unknown(id)
        }
        return record
    }

    private func launch(_ record: OperationRecord, work: any OperationWork, _ event: OperationStateMachine.Event) {
        let id = record.id
        _ = active.change { $0[id]?.machine.handle(event) }
        WorkerThreads.start("op-\(record.kind.rawValue)") { [self] in execute(id, work: work) }
    }

    private func execute(_ id: String, work: any OperationWork) {
        guard let run = active.change({ $0[id]?.run }) else { return }
        _ = active.change { $0[id]?.machine.handle(.checksPassed) }
        let outcome = Result { () throws -> OperationOutcome in
            try saveStatus(id)
            return try work.process(run)
        }
        switch outcome {
        case .success(.finished(let last)):
            do { try end(id, .finished, error: nil, writing: last) } catch { finish(id, .broke, error: error) }
        case .success(.stopped): finish(id, .stopped, error: nil)
        case .success(.held(let reason)): finish(id, .stopped, error: reason)
        case .failure(let error): finish(id, .broke, error: error)
        }
    }

    /// Writes the end down before anybody sees it: what is shown as complete stays complete.
    ///
    /// - Throws: when it cannot be written; the operation is as it was.
    private func end(
        _ id: String, _ event: OperationStateMachine.Event, error: (any Error)?,
        writing last: @escaping @Sendable (Writing) throws -> Void = { _ in }
    ) throws {
        guard let record = ended(id, event, error) else { return }
        try save(record, with: last)
        active.change { $0[id] = nil }
        notify(id)
    }

    /// As `end`; if even this row cannot be written (a full disk), it is kept here until it can. The next start finds
    /// the operation interrupted.
    private func finish(_ id: String, _ event: OperationStateMachine.Event, error: (any Error)?) {
        do { try end(id, event, error: error) } catch let fault {
            if let record = ended(id, event, error) { unsaved.withLock { $0[id] = record } }
            Log.shared.error("operation \(id)", fault)
            active.change { $0[id] = nil }
            notify(id)
        }
    }

    /// The row as the event leaves it; nil when the operation does not run.
    private func ended(
        _ id: String, _ event: OperationStateMachine.Event, _ error: (any Error)?
    ) -> OperationRecord? {
        guard var entry = active.change({ $0[id] }) else { return nil }
        _ = entry.machine.handle(event)
        entry.record.errorMessage = error.map { "\($0)" }
        entry.record.errorHint = (error as? any Failure)?.hint
        return dated(Self.present(entry))
    }

    private func saveStatus(_ id: String) throws {
        if let entry = active.change({ $0[id] }) { try save(dated(Self.present(entry))) }
    }

    /// The row with the time of now, also as its end when it has ended.
    private func dated(_ record: OperationRecord) -> OperationRecord {
        var record = record
        record.updatedAt = ISO8601.utc(time.now)
        if record.status.isTerminal { record.finishedAt = record.updatedAt }
        return record
    }

    private func save(
        _ record: OperationRecord, with last: @escaping @Sendable (Writing) throws -> Void = { _ in }
    ) throws {
        try store.write { writing in
            try last(writing)
            try record.update(writing)
        }
        unsaved.withLock { $0[record.id] = nil }
        notify(record.id)
    }

    /// The row as it should be now.
    private static func present(_ entry: Active) -> OperationRecord {
        var record = entry.record
        record.status = entry.machine.status
        record.checkpoint = OperationJSON.encode(entry.run.progress)
        record.metrics = OperationJSON.encode(entry.run.metrics)
        return record
    }

    private func document(_ record: OperationRecord) -> OperationDocument {
        if let entry = active.change({ $0[record.id] }) { return Self.document(entry) }
        return OperationDocument(unsaved.withLock { $0[record.id] } ?? record)
    }

    private static func document(_ active: Active) -> OperationDocument {
        OperationDocument(
            active.record, status: active.machine.status, progress: active.run.progress, metrics: active.run.metrics)
    }

    private func notify(_ id: String) {
        for observer in observers.withLock({ Array($0.values) }) { observer(id) }
    }
}

extension OperationRecord {
    var request: OperationRequest {
        OperationRequest(kind: kind, title: title, storage: storage, parameters: parameters)
    }
}
