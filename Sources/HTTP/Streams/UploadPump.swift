import CMicrohttpd
import Platform

/// Moves the bytes of an upload from the pool thread to a thread of ours, which parses and stores them.
///
/// The connection sleeps while the buffer is full, so that a slow disk slows the client and nobody else. At most one
/// job at a time runs and touches the reader.
final class UploadPump: @unchecked Sendable {
    typealias Completion = @Sendable (Result<RequestBody, BodyFault>) -> Void

    private enum End {
        case complete(Completion)
        case abandon
    }

    private struct State {
        var waiting: [UInt8] = []
        var isWorking = false
        var isAsleep = false
        var isStopping = false
        var fault: BodyFault?
        /// Set once, after the last piece; taken by the job.
        var end: End?
    }

    /// What the job does next.
    private enum Step {
        case store([UInt8])
        case end(End)
    }

    /// Bytes between network and disk.
    private static let capacity = 256 << 10

    private let reader: any BodyReader
    private let daemon: Daemon
    private let connection: ConnectionPointer
    private let state = Lock(State())

    /// - Returns: nil when the server stops and the connection must not sleep any more.
    init?(_ reader: any BodyReader, daemon: Daemon, connection: OpaquePointer) {
        self.reader = reader
        self.daemon = daemon
        self.connection = ConnectionPointer(pointer: connection)
        guard daemon.suspended.add(self) else { return nil }
    }

    /// Takes a piece over, on the pool thread.
    ///
    /// - Throws: the fault of an earlier piece; `abandon` follows.
    func consume(_ bytes: UnsafeRawBufferPointer) throws(BodyFault) {
        let fault = state.withLock { state -> BodyFault? in
            if let fault = state.fault { return fault }
            if state.isStopping { return BodyFault(.unavailable, "The server stops.") }
            state.waiting.append(contentsOf: bytes)
            work(&state)
            if state.waiting.count >= Self.capacity {
                state.isAsleep = true
                MHD_suspend_connection(connection.pointer)
            }
            return nil
        }
        if let fault { throw fault }
    }

    /// The last piece has come: `completion` gets the body, on a thread of ours, once everything is stored.
    func finish(_ completion: @escaping Completion) { end(.complete(completion)) }

    /// The request will not reach the handler; undone on a thread of ours, since it touches the disk.
    func abandon() { end(.abandon) }

    private func end(_ end: End) {
        daemon.suspended.remove(self)
        state.withLock { state in
            state.end = end
            work(&state)
        }
    }

    private func work(_ state: inout State) {
        guard !state.isWorking else { return }
        state.isWorking = daemon.jobs.proceed { self.run() }
    }

    private func run() {
        while let step = next() {
            switch step {
            case .store(let bytes): store(bytes)
            case .end(.abandon): reader.abandon()
            case .end(.complete(let completion)): completion(finished())
            }
        }
    }

    private func next() -> Step? {
        state.withLock { state in
            Self.wake(&state, connection)
            if case .abandon = state.end { state.waiting = [] }
            if !state.waiting.isEmpty {
                defer { state.waiting = [] }
                return .store(state.waiting)
            }
            if let end = state.end {
                state.end = nil
                return .end(end)
            }
            state.isWorking = false
            return nil
        }
    }

    private func store(_ bytes: [UInt8]) {
        guard state.withLock({ $0.fault == nil }) else { return }
        let fault = bytes.withUnsafeBytes { bytes -> BodyFault? in
            do throws(BodyFault) {
                try reader.consume(bytes)
                return nil
            } catch {
                return error
            }
        }
        if let fault { state.withLock { $0.fault = fault } }
    }

    private func finished() -> Result<RequestBody, BodyFault> {
        do throws(BodyFault) {
            if let fault = state.withLock({ $0.fault }) { throw fault }
            return .success(try reader.finish())
        } catch {
            reader.abandon()
            return .failure(error)
        }
    }

    private static func wake(_ state: inout State, _ connection: ConnectionPointer) {
        guard state.isAsleep else { return }
        state.isAsleep = false
        MHD_resume_connection(connection.pointer)
    }
}

extension UploadPump: Suspendable {
    func wakeForStop() {
        state.withLock { state in
            state.isStopping = true
            Self.wake(&state, connection)
        }
    }
}
