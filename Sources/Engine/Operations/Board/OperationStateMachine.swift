import Model
import Store

/// The life of one operation as a pure value: what happened goes in, what the board has to do comes out.
///
/// The board locks, asks, unlocks and acts; nothing here waits, writes or knows a clock.
struct OperationStateMachine: Sendable {
    /// What happened or is asked for.
    enum Event: Sendable, Hashable {
        case startRequested
        /// It is to go on from its checkpoint.
        case resumeRequested
        /// It is to begin anew; checkpoint and problems are forgotten.
        case restartRequested
        case pauseRequested
        case cancelRequested
        /// The row stands as `record` was.
        case written
        case notWritten(Fault)
        /// The work came to its end.
        case finished
        /// The work stopped at a checkpoint: as it was asked to, or because of the fault.
        case stopped(Fault?)
        /// The work met an error that it cannot go on after.
        case broke(Fault)
        /// The program ended while the operation ran, which is found at the next start.
        case interrupted
    }

    /// What the board has to do now.
    enum Action: Sendable, Hashable {
        /// Write the row of an operation that begins, then say so.
        case begin(Beginning)
        case run
        /// Tell the work to stop at its next checkpoint.
        case askToStop
        /// Write the row, then say so.
        case write
        /// Nothing is done for the operation any more.
        case leave
        /// As `leave`; the row, which could not be written, is remembered.
        case keep
        case none
        /// The event makes no sense now; the reason is a sentence without a full stop.
        case refuse(String)
    }

    /// What becomes of the row when an operation begins.
    enum Beginning: Sendable, Hashable {
        case new, goesOn
        /// Its problems are forgotten.
        case anew
    }

    /// What an operation tells of an error.
    struct Fault: Sendable, Hashable {
        let message: String
        let hint: String?
    }

    private enum State: Hashable {
        /// Nothing is done for it.
        case resting
        /// Its place is taken, its first row is being written.
        case starting
        case running
        /// The work is over, its last row is being written; until that stands it is seen as it was.
        case ending(seenAs: OperationStatus)
    }

    /// The row as it should be, but for times and figures.
    private(set) var record: OperationRecord
    private var state = State.resting
    /// Whether stopping ends it for good.
    private var isCancelling = false
    /// Whether the record has changed while it was being written.
    private var isStale = false

    init(_ record: OperationRecord) { self.record = record }

    /// The status to show.
    var status: OperationStatus {
        switch state {
        case .resting: record.status
        case .starting: .starting
        case .running: .inProgress
        case .ending(let seenAs): seenAs
        }
    }

    mutating func handle(_ event: Event) -> Action {
        switch event {
        case .startRequested: begin(.new, from: [.pending], "started")
        case .resumeRequested: begin(.goesOn, from: [.paused, .failed], "started")
        case .restartRequested: begin(.anew, from: [.paused, .complete, .failed, .cancelled], "started over")
        case .pauseRequested: pause()
        case .cancelRequested: cancel()
        case .written: written()
        case .notWritten(let fault): notWritten(fault)
        case .finished: end(.complete, nil)
        case .stopped(let fault): end(isCancelling ? .cancelled : .paused, fault)
        case .broke(let fault): end(.failed, fault)
        case .interrupted: interrupt()
        }
    }

    // MARK: - Asked for

    private mutating func begin(
        _ beginning: Beginning, from allowed: [OperationStatus], _ verb: String
    ) -> Action {
        guard state == .resting, allowed.contains(record.status) else { return refusal(verb) }
        if beginning == .anew { (record.checkpoint, record.metrics) = ("{}", "{}") }
        (record.status, record.finishedAt) = (.inProgress, nil)
        tell(nil)
        state = .starting
        return .begin(beginning)
    }

    private func pause() -> Action {
        switch state {
        case .starting, .running: .askToStop
        case .resting, .ending: record.status == .paused ? .none : refusal("paused")
        }
    }

    private mutating func cancel() -> Action {
        switch (state, record.status) {
        case (.starting, _), (.running, _):
            isCancelling = true
            return .askToStop
        case (_, .complete): return refusal("cancelled")
        case (_, .cancelled): return .none
        case (.ending, _):
            (record.status, isStale) = (.cancelled, true)
            return .none
        case (.resting, _): return settle(.cancelled)
        }
    }

    private mutating func interrupt() -> Action {
        guard !record.status.isTerminal, record.status != .paused else { return .none }
        tell(Fault(message: "the program ended while it ran", hint: nil))
        return settle(.paused)
    }

    // MARK: - Happened

    private mutating func end(_ status: OperationStatus, _ fault: Fault?) -> Action {
        guard state == .running else { return .none }
        tell(fault)
        return settle(status)
    }

    private mutating func written() -> Action {
        switch state {
        case .starting:
            state = .running
            return .run
        case .ending where isStale:
            isStale = false
            return .write
        case .ending: return rest(.leave)
        case .resting, .running: return .none
        }
    }

    private mutating func notWritten(_ fault: Fault) -> Action {
        guard case .ending(.inProgress) = state else { return rest(.leave) }
        guard record.status == .complete else { return rest(.keep) }
        tell(fault)
        return settle(.failed)
    }

    // MARK: - Steps

    private mutating func settle(_ status: OperationStatus) -> Action {
        state = .ending(seenAs: self.status)
        record.status = status
        return .write
    }

    private mutating func rest(_ action: Action) -> Action {
        state = .resting
        return action
    }

    private mutating func tell(_ fault: Fault?) {
        (record.errorMessage, record.errorHint) = (fault?.message, fault?.hint)
    }

    private func refusal(_ verb: String) -> Action {
        .refuse("an operation that is \(record.status.words) cannot be \(verb)")
    }
}

extension OperationStatus {
    /// The status as people say it.
    package var words: String { self == .inProgress ? "in progress" : rawValue }
}
