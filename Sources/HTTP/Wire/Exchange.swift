import CMicrohttpd
import Glibc
import Platform

/// One request and its answer on one connection.
///
/// libmicrohttpd calls the access handler several times for one request; `phase` is where we are between two calls.
/// Everything but `handback` is touched only by the pool thread that owns the connection.
final class Exchange: @unchecked Sendable {
    private enum Phase {
        case fresh
        /// To be queued as soon as libmicrohttpd has read the whole request: an answer at the very first call would
        /// close the connection.
        case answered(Answer)
        /// The rest of the body is read and dropped so that the client gets to read the answer.
        case draining(Answer, left: Int)
        case receiving(RequestHead, any BodyReader)
        case uploading(RequestHead, UploadPump)
        case working
        case sent
    }

    /// Passes the answer from the worker thread to the pool thread.
    private struct Handback {
        var isAsleep = false
        var answer: PreparedAnswer?
    }

    private let daemon: Daemon
    private let client: Connection
    private let connection: OpaquePointer
    private let rawTarget: UnsafePointer<CChar>
    private let target: [UInt8]
    private let started: Double
    private var method = ""
    private var phase = Phase.fresh
    private var outcome: PreparedAnswer?
    private let handback = Lock(Handback())

    /// The request line has come; `rawTarget` points into the buffer of libmicrohttpd.
    init(_ daemon: Daemon, client: Connection, connection: OpaquePointer, rawTarget: UnsafePointer<CChar>) {
        self.daemon = daemon
        self.client = client
        self.connection = connection
        self.rawTarget = rawTarget
        target = Array(UnsafeRawBufferPointer(start: rawTarget, count: strlen(rawTarget)))
        started = daemon.now()
        daemon.load.change { $0.inFlight += 1 }
        daemon.connections.expect(client, by: started + daemon.configuration.headerDeadline)
    }

    /// One call of the access handler.
    func proceed(
        method: UnsafePointer<CChar>, version: UnsafePointer<CChar>, data: UnsafeRawBufferPointer
    ) -> MHD_Result {
        switch phase {
        case .fresh: return begin(head(method, version))
        case .answered(let answer):
            return send(answer)
        case .draining(let answer, let left):
            guard !data.isEmpty else { return send(answer) }
            guard data.count <= left else { return .NO }
            phase = .draining(answer, left: left - data.count)
            return .YES
        case .receiving(let head, let reader): return receive(head, reader, data)
        case .uploading(let head, let pump): return upload(head, pump, data)
        case .working: return collect()
        case .sent: return .YES
        }
    }

    /// libmicrohttpd is done with the request, one way or the other.
    func end() {
        if case .uploading(_, let pump) = phase { pump.abandon() }
        daemon.connections.expect(client, by: daemon.now() + daemon.nextHeadTime)
        daemon.service.handler.finished(
            AccessEntry(
                peer: client.peer, method: method, target: String(decoding: target, as: UTF8.self),
                status: outcome?.status.code ?? 0, bytes: outcome.map(\.announcedLength) ?? 0,
                milliseconds: (daemon.now() - started) * 1000))
        daemon.load.change { $0.inFlight -= 1 }
    }

    private func head(_ method: UnsafePointer<CChar>, _ version: UnsafePointer<CChar>) -> RawHead {
        var collector = HeadCollector(method: method, target: rawTarget, targetLength: target.count, version: version)
        collector.collect(connection, method: method)
        return RawHead(
            method: String(cString: method), target: target, version: String(cString: version),
            headers: collector.headers, peer: client.peer, isIntact: collector.isIntact)
    }

    /// The head is there: decide.
    private func begin(_ raw: RawHead) -> MHD_Result {
        method = raw.method
        let hasBody = raw.announcedLength != 0
        let deadline = hasBody ? daemon.now() + daemon.configuration.bodyDeadline : .infinity
        daemon.connections.expect(client, by: deadline)
        switch daemon.service.admit(raw) {
        case .offloaded(let head, let reader): phase = .receiving(head, reader)
        case .upload(let head, let reader):
            // How long an upload takes is for its length to say; the idle time still holds.
            daemon.connections.expect(client, by: .infinity)
            guard let pump = UploadPump(reader, daemon: daemon, connection: connection) else { return .NO }
            phase = .uploading(head, pump)
        case .answered(let answer):
            guard hasBody else {
                phase = .answered(answer)
                break
            }
            let limit = daemon.configuration.drainLimit
            let isWaiting = raw.headers["Expect"] != nil
            // Answering now ends the connection, which saves the client from sending what nobody reads.
            if answer.closes || isWaiting || raw.announcedLength ?? 0 > Int64(limit) { return send(answer) }
            phase = .draining(answer, left: limit)
        }
        return .YES
    }

    private func receive(_ head: RequestHead, _ reader: any BodyReader, _ data: UnsafeRawBufferPointer) -> MHD_Result {
        do {
            guard data.isEmpty else {
                try reader.consume(data)
                return .YES
            }
            let body = try reader.finish()
            guard sleep() else { return .YES }
            let isTaken = daemon.jobs.submit { [self] in
                deliver(daemon.service.respond(head, body))
            }
            if !isTaken { deliver(daemon.service.overload(head)) }
            return .YES
        } catch {
            let answer = daemon.service.refusal(error, head)
            if data.isEmpty { return send(answer) }
            phase = .draining(answer, left: daemon.configuration.drainLimit)
            return .YES
        }
    }

    private func upload(_ head: RequestHead, _ pump: UploadPump, _ data: UnsafeRawBufferPointer) -> MHD_Result {
        do throws(BodyFault) {
            guard data.isEmpty else {
                try pump.consume(data)
                return .YES
            }
            guard sleep() else {
                pump.abandon()
                return .YES
            }
            pump.finish { [self] result in
                switch result {
                case .success(let body): deliver(daemon.service.respond(head, body))
                case .failure(let fault): deliver(daemon.service.refusal(fault, head))
                }
            }
        } catch {
            pump.abandon()
            phase = .draining(daemon.service.refusal(error, head), left: daemon.configuration.drainLimit)
        }
        return .YES
    }

    /// Puts the connection to sleep until an answer is delivered.
    ///
    /// - Returns: false when the server stops; the connection wakes by itself and is closed.
    private func sleep() -> Bool {
        phase = .working
        daemon.connections.expect(client, by: .infinity)
        handback.withLock { $0.isAsleep = true }
        MHD_suspend_connection(connection)
        let isAllowed = daemon.suspended.add(self)
        if !isAllowed { wake(nil) }
        return isAllowed
    }

    /// On any thread: hands the answer over and wakes the connection.
    private func deliver(_ answer: Answer) {
        let prepared = prepare(answer)
        daemon.suspended.remove(self)
        wake(prepared)
    }

    private func wake(_ answer: PreparedAnswer?) {
        handback.withLock { handback in
            // An answer that comes after the server gave the request up is dropped; the connection may be gone.
            guard handback.isAsleep else { return }
            handback.isAsleep = false
            handback.answer = answer
            MHD_resume_connection(connection)
        }
    }

    /// After waking: sends what the worker thread left.
    private func collect() -> MHD_Result {
        guard let answer = handback.withLock({ $0.answer }) else { return .NO }
        return send(answer)
    }

    private func send(_ answer: Answer) -> MHD_Result {
        guard let prepared = prepare(answer) else { return .NO }
        return send(prepared)
    }

    /// On any thread. The form libmicrohttpd sends; nil closes the connection.
    private func prepare(_ answer: Answer) -> PreparedAnswer? {
        PreparedAnswer(answer, closes: daemon.isStopping) { body in
            switch body {
            case .events(let stream):
                EventFeed(stream, daemon: daemon, connection: connection, socket: client.socket)
            case .stream(let source): SourceFeed(source, daemon: daemon, connection: connection)
            case .none, .bytes, .file: nil
            }
        }
    }

    private func send(_ prepared: PreparedAnswer) -> MHD_Result {
        phase = .sent
        outcome = prepared
        return prepared.queue(on: connection)
    }
}

extension Exchange: Suspendable {
    /// Without an answer the connection is closed when it wakes.
    func wakeForStop() { wake(nil) }
}
