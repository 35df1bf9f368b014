import Platform

/// A clock that stands still until the test moves it.
final class ManualTime: TimeSource {
    private let seconds = Lock(1_000_000.0)

    var now: Double { seconds.withLock { $0 } }
    var monotonic: Double { now }

    func advance(_ step: Double) { seconds.withLock { $0 += step } }
}
