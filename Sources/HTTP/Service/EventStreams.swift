import Platform

/// All event streams of a server.
final class EventStreams: Sendable {
    private struct State {
        var isClosed = false
        var streams: [ObjectIdentifier: EventStream] = [:]
    }

    private let state = Lock(State())

    /// - Returns: false when the client has `limit` streams that still live, or when the server stops.
    func add(_ stream: EventStream, limit: Int) -> Bool {
        state.withLock { state in
            let others = state.streams.values.filter { $0.clientKey == stream.clientKey && $0.isOpen }
            guard !state.isClosed, others.count < limit else { return false }
            state.streams[ObjectIdentifier(stream)] = stream
            return true
        }
    }

    func remove(_ stream: EventStream) {
        _ = state.withLock { $0.streams.removeValue(forKey: ObjectIdentifier(stream)) }
    }

    func tick(now: Double, interval: Double) {
        for stream in all { stream.tick(now: now, interval: interval) }
    }

    /// As `tick`, for the streams of one client, so that a page that was reloaded does not count twice.
    func lookForGone(clientKey: String) {
        for stream in all where stream.clientKey == clientKey { stream.tick(now: 0, interval: .infinity) }
    }

    /// Ends all and takes on no more.
    func close() {
        let streams = state.withLock { state in
            state.isClosed = true
            return Array(state.streams.values)
        }
        for stream in streams { stream.end() }
    }

    private var all: [EventStream] { state.withLock { Array($0.streams.values) } }
}
