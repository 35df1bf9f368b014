import Model
import Platform
import TestSupport
import Testing

@testable import HTTP

/// Conditions, compression, ranges and HEAD, without a network.
@Suite struct AssemblyTests {
    static let page = Array(String(repeating: "photostead ", count: 500).utf8)
    static let date = "Sun, 06 Nov 1994 08:49:37 GMT"

    static func answer(
        _ response: Response, method: String = "GET", _ headers: Headers = Headers()
    ) -> Answer {
        let server = InMemoryServer(handler: ClosureHandler { _ in .inline(response) })
        var headers = headers
        headers["Host"] = "localhost"
        headers["Origin"] = "http://localhost"
        return server.answer(RawHead(method: method, target: Array("/".utf8), headers: headers))
    }

    static func source(_ count: Int) -> ByteSource {
        ByteSource(length: Int64(count)) { offset, buffer in
            for index in buffer.indices { buffer[index] = UInt8(truncatingIfNeeded: Int(offset) + index) }
            return buffer.count
        }
    }

    @Test(
        arguments: [
            ("\"a\"", .notModified), ("W/\"a\"", .notModified), ("\"b\", \"a\"", .notModified), ("*", .notModified),
            ("\"a-gzip\"", .notModified), ("\"b\"", .ok), ("a", .ok), ("", .ok), ("\"A\"", .ok),
        ] as [(String, Status)])
    func `an entity tag the client has is answered 304`(tags: String, expected: Status) throws {
        let response = Response.html(Self.page).with("ETag", "\"a\"").with("Cache-Control", "no-cache")
        let answer = Self.answer(response, ["If-None-Match": tags])
        #expect(answer.status == expected)
        guard expected == .notModified else { return }
        #expect(try answer.bytes().isEmpty)
        #expect(answer.headers["ETag"] == "\"a\"" && answer.headers["Cache-Control"] == "no-cache")
        #expect(answer.headers["Content-Type"] == nil)
    }

    @Test func `a date the client has is answered 304 unless a tag says otherwise`() {
        let response = Response.html(Self.page).with("Last-Modified", Self.date).with("ETag", "W/\"a\"")
        #expect(Self.answer(response, ["If-Modified-Since": Self.date]).status == .notModified)
        #expect(Self.answer(response, ["If-Modified-Since": "Sun, 06 Nov 1994 08:49:36 GMT"]).status == .ok)
        #expect(Self.answer(response, ["If-Modified-Since": "yesterday"]).status == .ok)
        #expect(Self.answer(response, ["If-Modified-Since": Self.date, "If-None-Match": "\"b\""]).status == .ok)
    }

    @Test func `only a successful answer to a reading request is conditional`() {
        let tag: Headers = ["If-None-Match": "*"]
        let page = Response.html(Self.page).with("ETag", "\"a\"")
        #expect(Self.answer(page, method: "POST", tag).status == .ok)
        #expect(Self.answer(Response.text("", .notFound).with("ETag", "\"a\""), tag).status == .notFound)
        #expect(Self.answer(page, method: "HEAD", tag).status == .notModified)
    }

    @Test func `a text is compressed for who takes it`() throws {
        let answer = Self.answer(Response.html(Self.page).with("ETag", "\"a\""), ["Accept-Encoding": "br, gzip"])
        #expect(answer.headers["Content-Encoding"] == "gzip" && answer.headers["Vary"] == "Accept-Encoding")
        #expect(answer.headers["ETag"] == "\"a-gzip\"")
        let bytes = try answer.bytes()
        #expect(bytes.starts(with: [0x1F, 0x8B]) && bytes.count < Self.page.count / 5)
        #expect(answer.announcedLength == Int64(bytes.count))
        #expect(try gunzip(bytes) == Self.page)
    }

    @Test(arguments: ["", "br", "gzip;q=0", "gzip; q=0.000", "identity", "*;q=0", "gzipped"])
    func `a text stays plain for who does not take it`(accept: String) throws {
        let answer = Self.answer(Response.html(Self.page), ["Accept-Encoding": accept])
        #expect(answer.headers["Content-Encoding"] == nil && answer.headers["Vary"] == "Accept-Encoding")
        #expect(try answer.bytes() == Self.page)
    }

    @Test(arguments: ["*", "gzip;q=0.5", "x-gzip", "GZIP", "*;q=0, gzip"])
    func `many ways to say gzip are understood`(accept: String) {
        #expect(
            Self.answer(Response.html(Self.page), ["Accept-Encoding": accept]).headers["Content-Encoding"] == "gzip")
    }

    @Test func `small and packed bodies stay as they are`() {
        let accept: Headers = ["Accept-Encoding": "gzip"]
        #expect(Self.answer(.html(Array("small".utf8)), accept).headers["Content-Encoding"] == nil)
        let picture = Response(.ok, headers: ["Content-Type": "image/jpeg"], body: .bytes(Self.page))
        #expect(Self.answer(picture, accept).headers["Content-Encoding"] == nil)
        #expect(Self.answer(picture, accept).headers["Vary"] == nil)
        let packed = Response.html(Self.page).with("Content-Encoding", "br")
        #expect(Self.answer(packed, accept).headers["Content-Encoding"] == "br")
    }

    @Test func `HEAD tells the length and has no body`() throws {
        let answer = Self.answer(.stream(Self.source(1000), type: "image/jpeg"), method: "HEAD", ["Range": "bytes=1-2"])
        #expect(answer.status == .ok && answer.announcedLength == 1000)
        #expect(try answer.bytes().isEmpty)
    }

    @Test func `a range is cut from a stream`() throws {
        let answer = Self.answer(.stream(Self.source(1000), type: "image/jpeg"), ["Range": "bytes=10-14"])
        #expect(answer.status == .partialContent)
        #expect(answer.headers["Content-Range"] == "bytes 10-14/1000")
        #expect(try answer.bytes() == [10, 11, 12, 13, 14])
    }

    @Test func `a range is cut from a file`() throws {
        let folder = try TemporaryFolder()
        try folder.write("a", "0123456789")
        let file = try Folder(path: folder.path).openFile(try #require(RelativePath("a")))
        let answer = Self.answer(.file(file, length: 10, type: "image/jpeg"), ["Range": "bytes=-3"])
        #expect(answer.headers["Content-Range"] == "bytes 7-9/10")
        #expect(try answer.bytes() == Array("789".utf8))
    }

    @Test func `a range beyond the end is answered 416 with the length`() {
        let answer = Self.answer(.stream(Self.source(1000), type: "image/jpeg"), ["Range": "bytes=1000-"])
        #expect(answer.status == .rangeNotSatisfiable)
        #expect(answer.headers["Content-Range"] == "bytes */1000")
        #expect(answer.headers["Content-Type"] == "text/plain; charset=utf-8")
    }

    @Test(
        arguments: [
            ("\"a\"", .partialContent), ("\"b\"", .ok), ("W/\"a\"", .ok), (date, .partialContent),
            ("Sun, 06 Nov 1994 08:49:38 GMT", .ok),
        ] as [(String, Status)])
    func `a range holds only for the state the client knows`(condition: String, expected: Status) {
        let response = Response.stream(Self.source(1000), type: "image/jpeg")
            .with("ETag", "\"a\"").with("Last-Modified", Self.date)
        #expect(Self.answer(response, ["Range": "bytes=0-1", "If-Range": condition]).status == expected)
    }

    @Test func `the security headers are on every answer and the handler may set its own`() {
        let answer = Self.answer(Response.text("x").with("Content-Security-Policy", "sandbox"))
        #expect(answer.headers.values("Content-Security-Policy") == ["sandbox"])
        #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
    }
}
