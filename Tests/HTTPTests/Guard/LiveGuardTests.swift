import Testing

@testable import HTTP

/// The same rules over a socket: what libmicrohttpd makes of the bytes must not hide them from the guard.
@Suite struct LiveGuardTests {
    let live: LiveServer

    init() throws {
        live = try LiveServer { head in
            .inline(.text("\(head.target.raw) \(head.headers.fields.count)"))
        }
    }

    /// Status of the answer to exactly these bytes; nil when the connection just closes.
    private func status(_ text: String) throws -> Int? {
        let wire = try live.connect()
        wire.send(text)
        do { return try wire.reply().status } catch is Wire.Closed { return nil }
    }

    @Test func `a plain request passes`() throws {
        #expect(try status("GET /x HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n\r\n") == 200)
    }

    /// Bytes with a name, since the bytes themselves are not fit for a log.
    struct Hostile: CustomTestStringConvertible {
        let testDescription: String
        let request: String
        let expected: Int

        init(_ name: String, _ request: String, _ expected: Int) {
            testDescription = name
            self.request = request
            self.expected = expected
        }
    }

    @Test(arguments: [
        Hostile("two hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400),
        Hostile("no host", "GET / HTTP/1.1\r\nX: y\r\n\r\n", 400),
        Hostile("no header at all", "GET / HTTP/1.1\r\n\r\n", 400),
        Hostile("a foreign host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        Hostile(
            "length and encoding",
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400),
        Hostile(
            "two lengths",
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400),
        Hostile("another encoding", "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n", 400),
        Hostile("a NUL in a header", "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\0b\r\nX-B: c\r\n\r\n", 400),
        Hostile("a NUL in the last header", "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\0b\r\n\r\n", 400),
        Hostile("a NUL in the host", "GET / HTTP/1.1\r\nHost: localhost\0.evil\r\n\r\n", 400),
        Hostile("a NUL in the target", "GET /a\0b HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        Hostile("a NUL in the query", "GET /a?b=c\0d HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        Hostile("a folded line", "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\r\n b\r\n\r\n", 400),
        Hostile("a bare CR", "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\rX-B: b\r\n\r\n", 400),
        Hostile("a control character", "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\u{1}\r\n\r\n", 400),
        Hostile("a space before the colon", "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", 400),
        Hostile("escaped dots", "GET /%2e%2e/x HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        Hostile("an escaped slash", "GET /a%2fb HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        Hostile("an escaped NUL", "GET /a%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        Hostile("two spaces", "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        Hostile("a space in the target", "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        Hostile("another method", "DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
        Hostile("a form from nowhere", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n", 403),
        Hostile("a body for GET", "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc", 400),
    ])
    func `hostile bytes are refused`(case hostile: Hostile) throws {
        #expect(try status(hostile.request) == hostile.expected)
    }

    @Test func `a bad head ends the connection and hides no second request`() throws {
        let wire = try live.connect()
        wire.send(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let reply = try wire.reply()
        #expect(reply.status == 400)
        #expect(reply["Connection"] == "close")
        #expect(wire.isClosed())
    }

    @Test func `a method that is not allowed is told which are`() throws {
        let reply = try live.exchange("OPTIONS / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(reply.status == 405)
        #expect(reply["Allow"] == "GET, HEAD, POST")
        #expect(reply["Content-Security-Policy"] == SecurityHeaders.contentSecurityPolicy)
    }

    @Test func `many and long headers pass as long as they fit`() throws {
        let many = (0..<100).map { "X-\($0): \(String(repeating: "v", count: 100 + $0))\r\n" }.joined()
        #expect(try status("GET / HTTP/1.1\r\nHost: localhost\r\n\(many)\r\n") == 200)
        let long = String(repeating: "c", count: 12_000)
        #expect(try status("GET / HTTP/1.1\r\nHost: localhost\r\nCookie: a=\(long)\r\nX-B: c\r\n\r\n") == 200)
    }

    @Test func `headers beyond the memory are refused`() throws {
        let long = String(repeating: "c", count: 40_000)
        #expect([431, nil].contains(try status("GET / HTTP/1.1\r\nHost: localhost\r\nX: \(long)\r\n\r\n")))
        #expect([414, nil].contains(try status("GET /\(long) HTTP/1.1\r\nHost: localhost\r\n\r\n")))
    }

    @Test func `a head in single bytes is understood`() throws {
        let wire = try live.connect()
        for byte in "GET /slow HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n\r\n".utf8 { wire.send([byte]) }
        #expect(try wire.reply().text == "/slow 2")
    }

    @Test func `a query is parsed from the raw target`() throws {
        let wire = try live.connect()
        wire.send("GET /a?b=%26c&d=%2f HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(try wire.reply().text == "/a?b=%26c&d=%2f 1")
    }
}
