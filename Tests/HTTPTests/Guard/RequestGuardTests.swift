import Testing

@testable import HTTP

@Suite struct RequestGuardTests {
    static let gate = RequestGuard(allowedHosts: ["localhost", "127.0.0.1", "[::1]", "photos.local"], scheme: "http")

    /// The rule that fired, or nil.
    static func rule(
        _ method: String = "GET", _ target: String = "/", _ headers: Headers, version: String = "HTTP/1.1",
        isIntact: Bool = true
    ) -> GuardRule? {
        let raw = RawHead(
            method: method, target: Array(target.utf8), version: version, headers: headers, isIntact: isIntact)
        do { _ = try gate.check(raw) } catch { return error.rule }
        return nil
    }

    @Test(
        arguments: [
            ("/", nil), ("/photos/20240101_120000_000?x=%2F..%2f", nil), ("/a%20b/", nil), ("/%C3%BC", nil),
            ("/../etc/passwd", .targetDots), ("/a/./b", .targetDots), ("/%2e%2e/x", .targetDots),
            ("/.%2E/x", .targetDots), ("/%2e", .targetDots), ("/a%2fb", .targetSlash), ("/a%2Fb", .targetSlash),
            ("/a%5cb", .targetSlash), ("/a\\b", .targetSlash), ("/a%00b", .targetNul), ("/?a=%00", .targetNul),
            ("/?%00", .targetNul), ("/a%0ab", .targetControl), ("/a b", .targetControl), ("/a\u{7F}", .targetControl),
            ("/\u{FC}", .targetControl), ("/a%", .targetEscape), ("/a%2", .targetEscape), ("/a%zz", .targetEscape),
            ("/?a=%g0", .targetEscape), ("//x", .targetEmpty), ("/a//b", .targetEmpty), ("/%ff", .targetText),
            ("http://localhost/", .targetForm), ("*", .targetForm), ("", .targetForm), ("/a#b", .targetForm),
        ] as [(String, GuardRule?)])
    func `a target is refused by the rule it breaks`(target: String, expected: GuardRule?) {
        #expect(Self.rule("GET", target, ["Host": "localhost"]) == expected)
    }

    @Test func `a twice escaped component is taken for what it says`() throws {
        let target = try Target(parsing: Array("/%252e%252e".utf8))
        #expect(target.path == ["%2e%2e"])
    }

    @Test func `a long target is refused`() {
        #expect(Self.rule("GET", "/" + String(repeating: "a", count: 8192), ["Host": "localhost"]) == .targetTooLong)
    }

    @Test(
        arguments: [
            ("localhost", nil), ("LOCALHOST:8080", nil), ("127.0.0.1:1", nil), ("[::1]:8080", nil), ("[::1]", nil),
            ("photos.local", nil), ("evil.example", .foreignHost), ("localhost.evil.example", .foreignHost),
            ("localhost:80x", .foreignHost), ("localhost@evil.example", .foreignHost), ("", .foreignHost),
            ("[::1]x", .foreignHost), ("localhost, evil.example", .foreignHost), ("127.0.0.1.", .foreignHost),
        ] as [(String, GuardRule?)])
    func `only hosts of the list are answered`(host: String, expected: GuardRule?) {
        #expect(Self.rule("GET", "/", ["Host": host]) == expected)
    }

    @Test(
        arguments: [
            ([:], .missingHost),
            (["Host": "localhost", "host": "localhost"], .twoHosts),
            (["Host": "localhost", "Content-Length": "1", "Transfer-Encoding": "chunked"], .lengthWithEncoding),
            (["Host": "localhost", "Content-Length": "0", "content-length": "0"], .twoLengths),
            (["Host": "localhost", "Content-Length": "+1"], .badLength),
            (["Host": "localhost", "Content-Length": "1, 1"], .badLength),
            (["Host": "localhost", "Content-Length": "99999999999999999999"], .badLength),
            (["Host": "localhost", "Transfer-Encoding": "gzip, chunked"], .otherEncoding),
            (["Host": "localhost", "Transfer-Encoding": "xchunked"], .otherEncoding),
            (["Host": "localhost", "Transfer-Encoding": "chunked"], .unexpectedBody),
            (["Host": "localhost", "Content-Length": "5"], .unexpectedBody),
            (["Host": "localhost", "X-A": "a\rb"], .bareCarriageReturn),
            (["Host": "localhost", "X-A": "a\u{1}b"], .headerControl),
            (["Host": "localhost", "X-A": "a\u{7F}b"], .headerControl),
            (["Host": "localhost", "X-A": "a\tb"], nil),
            (["Host ": "localhost"], .headerName),
            (["Host": "localhost", "X A": "a"], .headerName),
            (["Host": "localhost", "": "a"], .headerName),
            (["Host": "localhost", "X\u{FC}": "a"], .headerName),
        ] as [(Headers, GuardRule?)])
    func `a head is refused by the rule it breaks`(headers: Headers, expected: GuardRule?) {
        #expect(Self.rule("GET", "/", headers) == expected)
    }

    @Test(arguments: ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "PATCH", "GETX"])
    func `other methods are refused`(method: String) {
        #expect(Self.rule(method, "/", ["Host": "localhost"]) == .method)
    }

    @Test func `other versions and hidden bytes are refused`() {
        #expect(Self.rule("GET", "/", ["Host": "localhost"], version: "HTTP/2.0") == .version)
        #expect(Self.rule("GET", "/", ["Host": "localhost"], version: "") == .version)
        #expect(Self.rule("GET", "/", ["Host": "localhost"], version: "HTTP/1.0") == nil)
        #expect(Self.rule("GET", "/", ["Host": "localhost"], isIntact: false) == .nulByte)
    }

    @Test(
        arguments: [
            (["Host": "localhost:1"], .missingOrigin),
            (["Host": "localhost:1", "Origin": "http://localhost:1"], nil),
            (["Host": "LOCALHOST:1", "Origin": "http://localhost:1"], nil),
            (["Host": "localhost:1", "Origin": "http://localhost:2"], .foreignOrigin),
            (["Host": "localhost:1", "Origin": "http://localhost"], .foreignOrigin),
            (["Host": "localhost:1", "Origin": "https://localhost:1"], .foreignOrigin),
            (["Host": "localhost:1", "Origin": "http://127.0.0.1:1"], .foreignOrigin),
            (["Host": "localhost:1", "Origin": "null"], .foreignOrigin),
            (["Host": "localhost:1", "Origin": ""], .foreignOrigin),
            (["Host": "localhost:1", "Origin": "http://localhost:1", "origin": "http://evil"], .foreignOrigin),
            (["Host": "localhost:1", "Origin": "http://evil", "Referer": "http://localhost:1/"], .foreignOrigin),
            (["Host": "localhost:1", "Referer": "http://localhost:1/photos?x"], nil),
            (["Host": "localhost:1", "Referer": "http://localhost:1"], nil),
            (["Host": "localhost:1", "Referer": "http://localhost:10/"], .foreignOrigin),
            (["Host": "localhost:1", "Referer": "http://localhost:1.evil/"], .foreignOrigin),
            (["Host": "localhost:1", "Referer": "http://localhost:1@evil/"], .foreignOrigin),
            (["Host": "localhost:1", "Authorization": "Bearer secret"], nil),
            (["Host": "localhost:1", "Authorization": "Basic secret"], .missingOrigin),
            (["Host": "localhost:1", "Authorization": "Bearer "], .missingOrigin),
        ] as [(Headers, GuardRule?)])
    func `a form must come from this very server`(headers: Headers, expected: GuardRule?) {
        #expect(Self.rule("POST", "/", headers) == expected)
    }

    @Test func `each rule has its own sentence and an error status`() {
        #expect(Set(GuardRule.allCases.map(\.reason)).count == GuardRule.allCases.count)
        #expect(GuardRule.allCases.allSatisfy { (400..<500).contains($0.status.code) })
    }
}
