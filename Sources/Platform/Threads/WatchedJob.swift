/// Work on a thread of its own that others look at while it goes on, and may end early; it lives in memory alone.
package final class WatchedJob: Sendable {
    /// How it ended.
    package struct End: Sendable {
        /// Seconds since 1970.
        package let at: Double
        /// What the work has thrown.
        package let failure: (any Error)?
    }

    /// Seconds since 1970.
    package let startedAt: Double
    private let stop: StopSignal
    private let ending = Condition<End?>(nil)

    /// Starts the work and returns at once.
    ///
    /// - Parameters:
    ///   - name: of the thread.
    ///   - stop: what the work looks at to know that it is to end.
    package init(
        _ name: String, time: any TimeSource, stop: StopSignal, _ body: @escaping @Sendable () throws -> Void
    ) {
        startedAt = time.now
        self.stop = stop
        WorkerThreads.start(name) { [self] in
            let result = Result { try body() }
            var failure: (any Error)?
            if case .failure(let error) = result { failure = error }
            let end = End(at: time.now, failure: failure)
            ending.change { $0 = end }
        }
    }

    /// nil while it goes on.
    package var end: End? { ending.look { $0 } }

    /// Whether somebody has ended it before it was done.
    package var isCancelled: Bool { stop.isRequested }

    /// Ends it at the next piece of work.
    package func cancel() { ending.look { if $0 == nil { stop.request() } } }

    package func waitForEnd() { ending.wait { $0 == nil ? nil : () } }

    /// As above, for at most `seconds`.
    ///
    /// - Returns: nil when it still goes on.
    @discardableResult
    package func waitForEnd(seconds: Double) -> End? { ending.wait(seconds: seconds) { $0 } }
}
