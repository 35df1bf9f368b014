package import Platform

/// Does by itself what capabilities have scheduled, one after the other on a thread of its own.
package final class Scheduler: Sendable {
    private struct State {
        var schedule: Schedule
        var isStopping = false
    }

    private let works: [ScheduledWork]
    private let time: any TimeSource
    private let state: Condition<State>
    private let endObserving = Lock<(@Sendable () -> Void)?>(nil)
    private let thread = Lock<JoinableThread?>(nil)

    /// Begins to listen; nothing runs before `start`.
    package init(_ works: [ScheduledWork], board: OperationBoard, time: any TimeSource) {
        self.works = works
        self.time = time
        state = Condition(State(schedule: Schedule(works, now: time.monotonic)))
        let end = board.observe { [state, weak board] id in
            let isRunning = board?.running().contains { $0.operationID == id } ?? false
            state.change {
                if isRunning { $0.schedule.moved(id) } else { $0.schedule.note(.operationEnded, operation: id) }
            }
        }
        endObserving.withLock { $0 = end }
    }

    /// Runs what is due at the start, and from now on whatever becomes due.
    package func start() {
        note(.started)
        let started = WorkerThreads.start("scheduler") { [self] in run() }
        thread.withLock { $0 = started }
    }

    package func note(_ trigger: ScheduledWork.Trigger) { state.change { $0.schedule.note(trigger) } }

    /// Ends the thread; a work that runs comes to its end.
    package func stop() {
        state.change { $0.isStopping = true }
        thread.withLock { $0 }?.join()
    }

    /// Stops, and runs what belongs to the closing of the library; nothing else runs any more.
    package func close() {
        stop()
        endObserving.withLock { $0 }?()
        let due = state.change { state in
            state.schedule.note(.closing)
            return state.schedule.takeDue(now: time.monotonic)
        }
        for (work, occasion) in due where occasion.triggers.contains(.closing) { attempt(works[work], occasion) }
    }

    private func run() {
        while true {
            let seconds = state.look { $0.schedule.wait(now: time.monotonic) }
            let isStopping = state.wait(seconds: seconds) { [time] state -> Bool? in
                if state.isStopping { return true }
                return state.schedule.wait(now: time.monotonic) <= 0 ? false : nil
            }
            if isStopping == true { return }
            for (work, occasion) in state.change({ $0.schedule.takeDue(now: time.monotonic) }) {
                if state.look({ $0.isStopping }) { return }
                attempt(works[work], occasion)
            }
        }
    }

    /// What does not work now is tried again later; the log says why.
    private func attempt(_ work: ScheduledWork, _ occasion: Occasion) {
        do { try work.run(occasion) } catch { Log.shared.error(work.name, error) }
    }
}
