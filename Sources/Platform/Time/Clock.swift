import Glibc

/// What tells the time; tests bring their own.
package protocol TimeSource: Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    var now: Double { get }
    /// Seconds from an arbitrary start that never goes back.
    var monotonic: Double { get }
}

/// The clocks of the machine.
package struct SystemTime: TimeSource {
    package init() {}

    package var now: Double { Self.read(CLOCK_REALTIME) }
    package var monotonic: Double { Self.read(CLOCK_MONOTONIC) }

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
