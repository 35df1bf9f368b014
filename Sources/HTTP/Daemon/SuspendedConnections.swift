import Platform

/// A suspended connection, which libmicrohttpd must not find when it stops.
protocol Suspendable: AnyObject, Sendable {
    /// Resume now if suspended and never suspend again.
    func wakeForStop()
}

/// All connections that may be suspended.
final class SuspendedConnections: Sendable {
    private struct State {
        var isClosed = false
        var connections: [ObjectIdentifier: any Suspendable] = [:]
    }

    private let state = Lock(State())

    /// - Returns: false when the server stops: the caller must not suspend.
    func add(_ connection: any Suspendable) -> Bool {
        state.withLock { state in
            if !state.isClosed { state.connections[ObjectIdentifier(connection)] = connection }
            return !state.isClosed
        }
    }

    func remove(_ connection: any Suspendable) {
        _ = state.withLock { $0.connections.removeValue(forKey: ObjectIdentifier(connection)) }
    }

    /// Wakes all and lets nobody in again.
    func close() {
        let all = state.withLock { state in
            state.isClosed = true
            return Array(state.connections.values)
        }
        for connection in all { connection.wakeForStop() }
    }
}
