import Platform

@testable import HTTP

/// A server on a free port of loopback with a handler made of two closures; stops when the test lets go of it.
final class LiveServer: Sendable {
    let server: Server
    let port: UInt16
    let log: Lock<[AccessEntry]>
    private let finished: Condition<Int>

    init(
        _ change: (inout ServerConfiguration) -> Void = { _ in },
        respond: @escaping @Sendable (Request) -> Response = { _ in .text("answered") },
        dispatch: @escaping @Sendable (RequestHead) -> Disposition
    ) throws {
        var configuration = ServerConfiguration()
        // A connection that hangs is to fail its test, not to be closed for its silence on a busy machine.
        configuration.idleTimeout = 300
        change(&configuration)
        let log = Lock<[AccessEntry]>([])
        let finished = Condition(0)
        self.log = log
        self.finished = finished
        server = Server(
            configuration,
            handler: ClosureHandler(dispatch: dispatch, answer: respond) { entry in
                log.withLock { $0.append(entry) }
                finished.change { $0 += 1 }
            })
        port = try server.start()
    }

    deinit { server.stop() }

    func connect() throws -> Wire { try Wire(port: port) }

    /// A request line and headers with the right Host.
    func head(_ method: String, _ target: String, _ headers: String...) -> String {
        let lines = ["\(method) \(target) HTTP/1.1", "Host: localhost:\(port)"] + headers
        return lines.joined(separator: "\r\n") + "\r\n\r\n"
    }

    /// A POST with the right Origin.
    func post(_ target: String, type: String = "application/x-www-form-urlencoded", _ body: String) -> String {
        head(
            "POST", target, "Origin: http://localhost:\(port)", "Content-Type: \(type)",
            "Content-Length: \(body.utf8.count)") + body
    }

    /// One request on a connection of its own.
    func exchange(_ text: String, isHead: Bool = false) throws -> Wire.Reply {
        let wire = try connect()
        wire.send(text)
        return try wire.reply(isHead: isHead)
    }

    func get(_ target: String, _ headers: String...) throws -> Wire.Reply {
        let lines = ["GET \(target) HTTP/1.1", "Host: localhost:\(port)"] + headers
        return try exchange(lines.joined(separator: "\r\n") + "\r\n\r\n")
    }

    /// Waits until that many requests have been logged.
    func waitForLog(_ count: Int) -> [AccessEntry] {
        finished.wait { $0 >= count ? () : nil }
        return log.withLock { $0 }
    }
}

/// A handler made of closures.
struct ClosureHandler: Handler {
    let decide: @Sendable (RequestHead) -> Disposition
    let answer: @Sendable (Request) -> Response
    let hear: @Sendable (AccessEntry) -> Void

    init(
        dispatch: @escaping @Sendable (RequestHead) -> Disposition,
        answer: @escaping @Sendable (Request) -> Response = { _ in .text("answered") },
        hear: @escaping @Sendable (AccessEntry) -> Void = { _ in }
    ) {
        decide = dispatch
        self.answer = answer
        self.hear = hear
    }

    func dispatch(_ head: RequestHead) -> Disposition { decide(head) }
    func respond(to request: Request) -> Response { answer(request) }
    func finished(_ entry: AccessEntry) { hear(entry) }
}
