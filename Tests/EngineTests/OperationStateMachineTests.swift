import Model
import Store
import Testing

@testable import Engine

struct OperationStateMachineTests {
    typealias Event = OperationStateMachine.Event
    typealias Action = OperationStateMachine.Action

    private static let fault = OperationStateMachine.Fault(message: "the disk is full", hint: "Make room.")

    private func machine(_ status: OperationStatus = .pending) -> OperationStateMachine {
        var record = OperationRecord(
            id: "1", kind: .index, title: "Index it", storage: nil, parameters: "{}", startedAt: "")
        record.status = status
        (record.checkpoint, record.metrics) = (#"{"cursor":"7"}"#, #"{"elapsed_seconds":7}"#)
        (record.errorMessage, record.errorHint, record.finishedAt) = ("it broke", "Mend it.", "yesterday")
        return OperationStateMachine(record)
    }

    /// Plays events and returns what the board was told each time.
    private func play(
        _ events: [Event], from status: OperationStatus = .pending
    ) -> ([Action], OperationStatus) {
        let (actions, machine) = played(events, from: status)
        return (actions, machine.status)
    }

    private func played(
        _ events: [Event], from status: OperationStatus = .pending
    ) -> ([Action], OperationStateMachine) {
        var machine = machine(status)
        let actions = events.map { machine.handle($0) }
        return (actions, machine)
    }

    @Test func `an operation starts runs and completes`() {
        let (actions, status) = play([.startRequested, .written, .finished, .written])
        #expect(actions == [.begin(.new), .run, .write, .leave])
        #expect(status == .complete)
    }

    @Test func `it is seen as starting until its row stands and as in progress until its end stands`() {
        #expect(play([.startRequested]).1 == .starting)
        #expect(play([.startRequested, .written]).1 == .inProgress)
        #expect(play([.startRequested, .written, .finished]).1 == .inProgress)
        #expect(play([.cancelRequested], from: .paused).1 == .paused)
    }

    @Test func `a row that cannot be written ends it before anything was done`() {
        let (actions, _) = play([.startRequested, .notWritten(Self.fault)])
        #expect(actions == [.begin(.new), .leave])
    }

    @Test func `a pause asks to stop and settles when the work has stopped`() {
        let (actions, status) = play([.startRequested, .written, .pauseRequested, .stopped(nil), .written])
        #expect(actions == [.begin(.new), .run, .askToStop, .write, .leave])
        #expect(status == .paused)
    }

    @Test func `a pause goes on from the checkpoint`() {
        let (actions, machine) = played([.resumeRequested, .written, .finished, .written], from: .paused)
        #expect(actions == [.begin(.goesOn), .run, .write, .leave])
        #expect(machine.status == .complete)
        #expect(machine.record.checkpoint == #"{"cursor":"7"}"#)
    }

    @Test func `what begins again has forgotten why it ended`() {
        let record = played([.resumeRequested], from: .failed).1.record
        #expect(record.status == .inProgress)
        #expect([record.errorMessage, record.errorHint, record.finishedAt] == [nil, nil, nil])
    }

    @Test func `what holds the work is told when it is paused`() {
        let (_, machine) = played([.startRequested, .written, .stopped(Self.fault), .written])
        #expect(machine.status == .paused)
        #expect(machine.record.errorMessage == "the disk is full")
        #expect(machine.record.errorHint == "Make room.")
    }

    @Test func `cancelling while it runs ends in cancelled and not in paused`() {
        let (_, status) = play([.startRequested, .written, .cancelRequested, .stopped(nil), .written])
        #expect(status == .cancelled)
    }

    @Test func `a pause after a cancel does not save it`() {
        let (_, status) = play(
            [.startRequested, .written, .cancelRequested, .pauseRequested, .stopped(nil), .written])
        #expect(status == .cancelled)
    }

    @Test func `a stop that is asked for while it starts stops it as soon as it runs`() {
        let (actions, status) = play([.startRequested, .cancelRequested, .written, .stopped(nil), .written])
        #expect(actions == [.begin(.new), .askToStop, .run, .write, .leave])
        #expect(status == .cancelled)
    }

    @Test func `a cancel that came too late changes nothing`() {
        let (_, status) = play([.startRequested, .written, .cancelRequested, .finished, .written])
        #expect(status == .complete)
    }

    @Test func `a cancel between the end of the work and its row is refused`() {
        let (actions, status) = play([.startRequested, .written, .finished, .cancelRequested, .written])
        #expect(actions[3] == .refuse("an operation that is complete cannot be cancelled"))
        #expect(status == .complete)
    }

    @Test(arguments: [Event.stopped(nil), .stopped(fault), .broke(fault)])
    func `a cancel while a row that can go on is written holds`(end: Event) {
        let (actions, status) = play([.startRequested, .written, end, .cancelRequested, .written, .written])
        #expect(actions.dropFirst(2) == [.write, .none, .write, .leave])
        #expect(status == .cancelled)
    }

    @Test func `a pause while an end is written is refused and while a pause is written changes nothing`() {
        #expect(
            play([.startRequested, .written, .broke(Self.fault), .pauseRequested]).0.last
                == .refuse("an operation that is failed cannot be paused"))
        #expect(play([.startRequested, .written, .stopped(nil), .pauseRequested]).0.last == Action.none)
    }

    @Test func `what broke can be resumed`() {
        let (actions, status) = play([
            .startRequested, .written, .broke(Self.fault), .written, .resumeRequested, .written, .finished, .written,
        ])
        #expect(actions.suffix(2) == [.write, .leave])
        #expect(status == .complete)
    }

    @Test func `an end that cannot be written has failed and is remembered when that cannot be written either`() {
        let (actions, machine) = played([
            .startRequested, .written, .finished, .notWritten(Self.fault), .notWritten(Self.fault),
        ])
        #expect(actions.suffix(3) == [.write, .write, .keep])
        #expect(machine.status == .failed)
        #expect(machine.record.errorMessage == "the disk is full")
    }

    @Test func `a cancel of what does not run is not remembered when it cannot be written`() {
        #expect(play([.cancelRequested, .notWritten(Self.fault)], from: .paused).0 == [.write, .leave])
    }

    @Test(arguments: [OperationStatus.pending, .starting, .inProgress])
    func `the end of the program pauses what ran`(status: OperationStatus) {
        let (actions, end) = play([.interrupted, .written], from: status)
        #expect(actions == [.write, .leave])
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
        let (actions, machine) = played([.restartRequested], from: status)
        #expect(actions == [.begin(.anew)])
        #expect([machine.record.checkpoint, machine.record.metrics] == ["{}", "{}"])
    }

    @Test(arguments: [
        (OperationStatus.complete, Event.pauseRequested, "an operation that is complete cannot be paused"),
        (.complete, .cancelRequested, "an operation that is complete cannot be cancelled"),
        (.inProgress, .startRequested, "an operation that is in progress cannot be started"),
        (.inProgress, .restartRequested, "an operation that is in progress cannot be started over"),
        (.complete, .resumeRequested, "an operation that is complete cannot be started"),
    ])
    func `what makes no sense is refused with a reason`(status: OperationStatus, event: Event, reason: String) {
        let (actions, end) = play([event], from: status)
        #expect(actions == [.refuse(reason)])
        #expect(end == status)
    }

    @Test(arguments: [Event.startRequested, .resumeRequested, .restartRequested])
    func `what runs is not begun a second time`(event: Event) {
        let (actions, status) = play([.startRequested, .written, event])
        guard case .refuse = actions.last else { return #expect(Bool(false), "\(actions)") }
        #expect(status == .inProgress)
    }

    @Test(arguments: [(0, 10), (99, 10), (100, 100), (10_000, 100), (10_001, 500)])
    func `checkpoints adapt to the size of the job`(total: Int, interval: Int) {
        #expect(OperationRun.checkpointInterval(total: total) == interval)
    }
}
