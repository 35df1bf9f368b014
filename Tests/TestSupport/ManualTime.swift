import Platform

/// A clock that stands still until it is told to go on; begins at 2001-09-09T01:46:40Z.
package final class ManualTime: TimeSource {
    private let seconds = Lock(1_000_000_000.0)

    package init() {}

    package var now: Double { seconds.withLock { $0 } }
    package var monotonic: Double { now }

    package func advance(_ seconds: Double) { self.seconds.withLock { $0 += seconds } }
}
