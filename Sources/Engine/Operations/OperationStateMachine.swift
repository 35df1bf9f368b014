package import Model

/// The states of seed 4 as a pure value: an event goes in, what the owner has to do comes out.
///
/// The owner locks, asks, unlocks and acts; nothing here waits, writes or knows a clock.
package struct OperationStateMachine: Sendable, Hashable {
    /// What happened or is asked for.
    package enum Event: Sendable, Hashable {
        case start
        case checksPassed
        case checksRefused
        case pauseRequested
        case cancelRequested
        /// The work came to its end.
        case finished
        /// The work stopped at a checkpoint, as it was asked to.
        case stopped
        /// The work met an error that it cannot go on after.
        case broke
        /// The program ended while the operation ran, which is found at the next start.
        case interrupted
        case resumeRequested
        case restartRequested
    }

    /// What the owner has to do now.
    package enum Action: Sendable, Hashable {
        case runChecks
        case process
        /// Tell the work to stop at its next checkpoint.
        case askToStop
        /// Write the state down; nothing runs any more.
        case settle
        /// Forget the checkpoint and run the checks.
        case startOver
        case none
        /// The event makes no sense in this state; the reason is a sentence without a full stop.
        case refuse(String)
    }

    package private(set) var status: OperationStatus
    /// What stopping will lead to.
    private var isCancelling = false

    package init(status: OperationStatus) { self.status = status }

    package mutating func handle(_ event: Event) -> Action {
        switch event {
        case .start: begin(from: [.pending])
        case .resumeRequested: begin(from: [.paused, .failed])
        case .restartRequested: restart()
        case .checksPassed: move(from: .starting, to: .inProgress, .process)
        case .checksRefused: move(from: .starting, to: .failed, .settle)
        case .pauseRequested: pause()
        case .cancelRequested: cancel()
        case .finished: move(from: .inProgress, to: .complete, .settle)
        case .broke: move(from: .inProgress, to: .failed, .settle)
        case .stopped: move(from: .inProgress, to: isCancelling ? .cancelled : .paused, .settle)
        case .interrupted: interrupt()
        }
    }

    private mutating func begin(from allowed: [OperationStatus]) -> Action {
        guard allowed.contains(status) else { return refusal("started") }
        isCancelling = false
        status = .starting
        return .runChecks
    }

    private mutating func restart() -> Action {
        guard status == .paused || status.isTerminal else { return refusal("started over") }
        isCancelling = false
        status = .starting
        return .startOver
    }

    private mutating func pause() -> Action {
        switch status {
        case .starting, .inProgress: .askToStop
        case .paused: .none
        default: refusal("paused")
        }
    }

    private mutating func cancel() -> Action {
        switch status {
        case .starting, .inProgress:
            isCancelling = true
            return .askToStop
        case .pending, .paused, .failed:
            status = .cancelled
            return .settle
        case .cancelled: return .none
        case .complete: return refusal("cancelled")
        }
    }

    private mutating func interrupt() -> Action {
        guard !status.isTerminal, status != .paused else { return .none }
        status = .paused
        return .settle
    }

    private mutating func move(from expected: OperationStatus, to next: OperationStatus, _ action: Action) -> Action {
        guard status == expected else { return refusal("\(next.rawValue)") }
        status = next
        return action
    }

    private func refusal(_ verb: String) -> Action {
        .refuse("an operation that is \(status.words) cannot be \(verb)")
    }
}

extension OperationStatus {
    /// The status as people say it.
    package var words: String { self == .inProgress ? "in progress" : rawValue }
}
