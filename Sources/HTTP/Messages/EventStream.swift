import Platform

/// One client that follows events (WHATWG HTML section 9.2); no thread is held while nothing happens.
///
/// Any thread may send. Of several events of one name that the client has not been sent yet only the latest is kept:
/// a slow client gets the present state, not a backlog.
package final class EventStream: Sendable {
    private struct State {
        /// Events in order of their first sending since the last write.
        var pending: [(event: String, bytes: [UInt8])] = []
        /// Bytes that did not fit into the last write.
        var rest: ArraySlice<UInt8> = []
        var link: (any EventLink)?
        var isAsleep = false
        var isEnded = false
        var isClosed = false
        /// Monotonic seconds.
        var lastWrite = 0.0
        var closing: [@Sendable () -> Void] = []
    }

    /// Whose streams are counted together, such as a session.
    package let clientKey: String
    private let state: Lock<State>

    package init(clientKey: String) {
        self.clientKey = clientKey
        // Written at once, so that the head of the answer leaves too.
        state = Lock(State(rest: Array("retry: 2000\n\n".utf8)[...]))
    }

    /// Queues an event; the latest of a name replaces an earlier one that still waits.
    ///
    /// - Returns: false when the client has gone or the stream has ended.
    @discardableResult
    package func send(event: String, data: String, id: String? = nil) -> Bool {
        let bytes = Self.bytes(event: event, data: data, id: id)
        return state.withLock { state in
            guard !state.isEnded, !state.isClosed else { return false }
            if let index = state.pending.firstIndex(where: { $0.event == event }) {
                state.pending[index].bytes = bytes
            } else {
                state.pending.append((event, bytes))
            }
            Self.wake(&state)
            return true
        }
    }

    /// Ends the answer after what is queued.
    package func end() {
        state.withLock { state in
            state.isEnded = true
            Self.wake(&state)
        }
    }

    /// Whether events can still arrive.
    package var isOpen: Bool { state.withLock { !$0.isEnded && !$0.isClosed } }

    /// Calls `body` once when the client has gone or the stream is over; at once if that is so already.
    package func whenClosed(_ body: @escaping @Sendable () -> Void) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.closing.append(body) }
            return state.isClosed
        }
        if isClosed { body() }
    }

    /// Connects the stream with the client that gets it.
    func attach(_ link: any EventLink, now: Double) {
        state.withLock { state in
            state.link = link
            state.lastWrite = now
        }
    }

    /// What to write next.
    enum Feeding: Equatable {
        case bytes(Int)
        /// Nothing now: the link has been put to sleep.
        case asleep
        case over
    }

    /// Fills `buffer`, or puts the link to sleep until there is something.
    func feed(_ buffer: UnsafeMutableRawBufferPointer, now: Double) -> Feeding {
        state.withLock { state in
            if state.isClosed { return .over }
            if state.rest.isEmpty {
                state.rest = state.pending.flatMap(\.bytes)[...]
                state.pending.removeAll()
            }
            guard state.rest.isEmpty else {
                let part = state.rest.prefix(buffer.count)
                part.withUnsafeBytes { buffer.copyMemory(from: $0) }
                state.rest = state.rest.dropFirst(part.count)
                state.lastWrite = now
                return .bytes(part.count)
            }
            if state.isEnded { return .over }
            state.isAsleep = true
            state.link?.sleep()
            return .asleep
        }
    }

    /// A sign of life when `interval` seconds have passed, and a look whether the client still listens.
    func tick(now: Double, interval: Double) {
        state.withLock { state in
            guard state.isAsleep, let link = state.link else { return }
            if link.isGone {
                state.isClosed = true
                Self.wake(&state)
            } else if now - state.lastWrite >= interval {
                state.rest = [UInt8(ascii: ":"), UInt8(ascii: "\n"), UInt8(ascii: "\n")]
                Self.wake(&state)
            }
        }
    }

    /// The connection is no longer ours.
    func close() {
        let closing = state.withLock { state in
            defer { state.closing.removeAll() }
            state.isClosed = true
            state.isAsleep = false
            state.link = nil
            return state.closing
        }
        for body in closing { body() }
    }

    private static func wake(_ state: inout State) {
        guard state.isAsleep else { return }
        state.isAsleep = false
        state.link?.wake()
    }

    /// The lines of one event. Line ends inside the data begin a new data line; elsewhere they are dropped.
    private static func bytes(event: String, data: String, id: String?) -> [UInt8] {
        func line(_ text: String) -> String { text.filter { !$0.isNewline && $0 != "\0" } }
        var text = "event: \(line(event))\n"
        if let id { text += "id: \(line(id))\n" }
        for part in data.split(separator: /\r\n|\r|\n/, omittingEmptySubsequences: false) { text += "data: \(part)\n" }
        return Array((text + "\n").utf8)
    }
}

/// The connection behind a stream, as far as the stream needs it; called under its lock.
protocol EventLink: Sendable {
    func sleep()
    func wake()
    /// Whether the client has closed its end.
    var isGone: Bool { get }
}
