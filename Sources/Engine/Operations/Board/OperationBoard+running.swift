import Model
import Platform
import Store

/// Running operations and writing down how they end.
extension OperationBoard {
    /// Does the work on the thread of the operation and brings it to its end.
    func process(_ work: any OperationWork, _ run: OperationRun) {
        let (event, last) = outcome(of: work, run)
        guard tell(run.id, event) == .write else { return }
        // Nobody waits for it: what could not be written is remembered, and the next start finds it interrupted.
        do { try settle(run.id, writing: last) } catch { Log.shared.error("operation \(run.id)", error) }
    }

    private func outcome(
        of work: any OperationWork, _ run: OperationRun
    ) -> (Event, last: @Sendable (Writing) throws -> Void) {
        do {
            switch try work.process(run) {
            case .finished(let last): return (.finished, last)
            case .stopped: return (.stopped(nil), { _ in })
            case .held(let reason): return (.stopped(Fault(reason)), { _ in })
            }
        } catch { return (.broke(Fault(error)), { _ in }) }
    }

    /// Writes the row until the machine is content with it: what is shown as complete stays complete.
    ///
    /// - Parameter last: what is written in one transaction with the row, at first.
    /// - Throws: why the row is not as it should be.
    func settle(_ id: String, writing last: @escaping @Sendable (Writing) throws -> Void) throws {
        var last = last
        while let row = state.look({ [now] in $0.entries[id]?.row(now) }) {
            let result = Result {
                try store.write { [last] writing in
                    try last(writing)
                    try row.update(writing)
                }
            }
            let action = tell(id, result.fault.map { .notWritten($0) } ?? .written)
            observers.tell(id)
            guard action == .write else { return try result.get() }
            last = { _ in }
        }
    }

    /// Tells the machine of a live operation what happened; it is asked to stop when the machine says so.
    ///
    /// - Returns: what else is to be done; nil when nothing is done for the operation.
    @discardableResult
    func tell(_ id: String, _ event: Event) -> Action? {
        let now = now
        let (action, run) = state.change { ($0.handle(event, of: id, now: now), $0.entries[id]?.run) }
        if action == .askToStop { run?.stopSignal.request() }
        return action
    }
}

extension Result {
    fileprivate var fault: OperationStateMachine.Fault? {
        if case .failure(let error) = self { OperationStateMachine.Fault(error) } else { nil }
    }
}

extension OperationStateMachine.Fault {
    init(_ error: any Error) { self.init(message: "\(error)", hint: (error as? any Failure)?.hint) }
}
