import Model
import Testing

@testable import Engine

struct OperationStateMachineTests {
    typealias Event = OperationStateMachine.Event
    typealias Action = OperationStateMachine.Action

    /// Plays events and returns what the owner was told each time.
    private func play(_ events: [Event], from status: OperationStatus = .pending) -> ([Action], OperationStatus) {
        var machine = OperationStateMachine(status: status)
        let actions = events.map { machine.handle($0) }
        return (actions, machine.status)
    }

    @Test func `an operation starts checks runs and completes`() {
        let (actions, status) = play([.start, .checksPassed, .finished])
        #expect(actions == [.runChecks, .process, .settle])
        #expect(status == .complete)
    }

    @Test func `refused checks end it before anything was done`() {
        let (actions, status) = play([.start, .checksRefused])
        #expect(actions == [.runChecks, .settle])
        #expect(status == .failed)
    }

    @Test func `a pause asks to stop and settles when the work has stopped`() {
        let (actions, status) = play([.start, .checksPassed, .pauseRequested, .stopped])
        #expect(actions == [.runChecks, .process, .askToStop, .settle])
        #expect(status == .paused)
    }

    @Test func `a pause goes on from the checkpoint`() {
        let (actions, status) = play([.resumeRequested, .checksPassed, .finished], from: .paused)
        #expect(actions == [.runChecks, .process, .settle])
        #expect(status == .complete)
    }

    @Test func `cancelling while it runs ends in cancelled and not in paused`() {
        let (_, status) = play([.start, .checksPassed, .cancelRequested, .stopped])
        #expect(status == .cancelled)
    }

    @Test func `a pause after a cancel does not save it`() {
        let (_, status) = play([.start, .checksPassed, .cancelRequested, .pauseRequested, .stopped])
        #expect(status == .cancelled)
    }

    @Test func `a cancel that came too late changes nothing`() {
        let (_, status) = play([.start, .checksPassed, .cancelRequested, .finished])
        #expect(status == .complete)
    }

    @Test func `what broke can be resumed`() {
        let (actions, status) = play([.start, .checksPassed, .broke, .resumeRequested, .checksPassed, .finished])
        #expect(actions.last == .settle)
        #expect(status == .complete)
    }

    @Test(arguments: [OperationStatus.pending, .starting, .inProgress])
    func `the end of the program pauses what ran`(status: OperationStatus) {
        let (actions, end) = play([.interrupted], from: status)
        #expect(actions == [.settle])
        #expect(end == .paused)
    }

    @Test(arguments: [OperationStatus.paused, .complete, .failed, .cancelled])
    func `the end of the program leaves what did not run`(status: OperationStatus) {
        let (actions, end) = play([.interrupted], from: status)
        #expect(actions == [.none])
        #expect(end == status)
    }

    @Test(arguments: [OperationStatus.paused, .complete, .failed, .cancelled])
    func `what does not run can be started over`(status: OperationStatus) {
        #expect(play([.restartRequested], from: status).0 == [.startOver])
    }

    @Test(arguments: [
        (OperationStatus.complete, Event.pauseRequested, "an operation that is complete cannot be paused"),
        (.complete, .cancelRequested, "an operation that is complete cannot be cancelled"),
        (.inProgress, .start, "an operation that is in progress cannot be started"),
        (.inProgress, .restartRequested, "an operation that is in progress cannot be started over"),
        (.complete, .resumeRequested, "an operation that is complete cannot be started"),
    ])
    func `what makes no sense is refused with a reason`(status: OperationStatus, event: Event, reason: String) {
        let (actions, end) = play([event], from: status)
        #expect(actions == [.refuse(reason)])
        #expect(end == status)
    }

    @Test(arguments: [(0, 10), (99, 10), (100, 100), (10_000, 100), (10_001, 500)])
    func `checkpoints adapt to the size of the job`(total: Int, interval: Int) {
        #expect(OperationRun.checkpointInterval(total: total) == interval)
    }
}
