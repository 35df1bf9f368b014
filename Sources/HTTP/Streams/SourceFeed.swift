import CMicrohttpd
import Platform

/// Moves bytes from a source, read on our threads, to the pool thread through a bounded buffer.
///
/// A disk that hangs holds one of our threads, a client that is slow holds none: the reading job ends when the buffer
/// is full and a new one is taken on when half of it has been sent.
final class SourceFeed: BodyFeed, Sendable {
    private struct State {
        var buffer: [UInt8] = []
        var head = 0
        /// Where the next read begins.
        var offset: Int64
        /// Bytes still to be read; nil when only the end tells.
        var left: Int64?
        var isReading = false
        var isAsleep = false
        var isComplete = false
        var isBroken = false
        var waiting: Int { buffer.count - head }
    }

    /// Bytes between disk and network.
    private static let capacity = 256 << 10
    private static let block = 64 << 10

    private let source: ByteSource
    private let daemon: Daemon
    private let connection: ConnectionPointer
    private let state: Lock<State>

    /// - Returns: nil when the server stops and the connection must not sleep any more.
    init?(_ source: ByteSource, daemon: Daemon, connection: OpaquePointer) {
        self.source = source
        self.daemon = daemon
        self.connection = ConnectionPointer(pointer: connection)
        state = Lock(State(offset: source.start, left: source.length))
        guard daemon.suspended.add(self) else { return nil }
    }

    func feed(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        state.withLock { state in
            let count = min(buffer.count, state.waiting)
            if count > 0 {
                state.buffer[state.head..<state.head + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
                state.head += count
                if state.waiting < Self.capacity / 2 { read(&state) }
                return count
            }
            if state.isBroken { return Ending.broken }
            if state.isComplete { return Ending.complete }
            state.isAsleep = true
            MHD_suspend_connection(connection.pointer)
            read(&state)
            return 0
        }
    }

    func release() {
        daemon.suspended.remove(self)
        state.withLock { state in
            state.isBroken = true
            state.buffer = []
            state.head = 0
        }
    }

    /// Takes a reading job on unless one runs.
    private func read(_ state: inout State) {
        guard !state.isReading, !state.isComplete, !state.isBroken else { return }
        state.isReading = true
        if !daemon.jobs.proceed({ self.fill() }) { Self.fail(&state, connection) }
    }

    /// The reading job: one block after the other until the buffer is full or the source ends.
    private func fill() {
        var block = [UInt8](repeating: 0, count: Self.block)
        while let (offset, size) = nextBlock() {
            // Why a source failed is its own to report; the client sees that the answer breaks off.
            let count = try? block.withUnsafeMutableBytes { buffer in
                try source.read(offset, UnsafeMutableRawBufferPointer(rebasing: buffer[..<size]))
            }
            take(block, count)
        }
    }

    /// Where to read how much; nil when the job is over.
    private func nextBlock() -> (offset: Int64, size: Int)? {
        state.withLock { state in
            let size = min(Self.block, Int(min(state.left ?? .max, Int64(Self.block))))
            let isFull = state.waiting + size > Self.capacity
            if state.isBroken || state.isComplete || isFull {
                state.isReading = false
                return nil
            }
            return (state.offset, size)
        }
    }

    private func take(_ block: [UInt8], _ count: Int?) {
        state.withLock { state in
            guard !state.isBroken else { return }
            guard let count, count >= 0, count <= block.count, count > 0 || state.left ?? 0 == 0 else {
                return Self.fail(&state, connection)
            }
            if state.head > 0, state.head * 2 >= state.buffer.count {
                state.buffer.removeFirst(state.head)
                state.head = 0
            }
            state.buffer += block[..<count]
            state.offset += Int64(count)
            state.left = state.left.map { $0 - Int64(count) }
            state.isComplete = count == 0 || state.left == 0
            Self.wake(&state, connection)
        }
    }

    private static func fail(_ state: inout State, _ connection: ConnectionPointer) {
        state.isReading = false
        state.isBroken = true
        wake(&state, connection)
    }

    private static func wake(_ state: inout State, _ connection: ConnectionPointer) {
        guard state.isAsleep else { return }
        state.isAsleep = false
        MHD_resume_connection(connection.pointer)
    }
}

extension SourceFeed: Suspendable {
    func wakeForStop() { state.withLock { Self.fail(&$0, connection) } }
}

/// A connection of libmicrohttpd, passed between threads; used elsewhere than on its pool thread only while suspended.
struct ConnectionPointer: @unchecked Sendable {
    let pointer: OpaquePointer
}
