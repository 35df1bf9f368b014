import Platform

/// A suspended connection, which libmicrohttpd must not find when it stops.
protocol Sleeper: AnyObject, Sendable {
    /// Resume now if suspended and never suspend again.
    func wakeForStop()
}

/// All connections that may be suspended.
final class Sleepers: Sendable {
    private struct State {
        var isClosed = false
        var sleepers: [ObjectIdentifier: any Sleeper] = [:]
    }

    private let state = Lock(State())

    /// - Returns: false when the server stops: the caller must not suspend.
    func add(_ sleeper: any Sleeper) -> Bool {
        state.withLock { state in
            if !state.isClosed { state.sleepers[ObjectIdentifier(sleeper)] = sleeper }
            return !state.isClosed
        }
    }

    func remove(_ sleeper: any Sleeper) {
        _ = state.withLock { $0.sleepers.removeValue(forKey: ObjectIdentifier(sleeper)) }
    }

    /// Wakes all and lets nobody in again.
    func close() {
        let all = state.withLock { state in
            state.isClosed = true
            return Array(state.sleepers.values)
        }
        for sleeper in all { sleeper.wakeForStop() }
    }
}
