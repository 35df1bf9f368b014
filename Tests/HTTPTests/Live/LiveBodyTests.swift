import Model
import Platform
import TestSupport
import Testing

@testable import HTTP

/// Files, streams and uploads over a socket.
@Suite struct LiveBodyTests {
    struct Broken: Error {}

    static func pattern(_ range: Range<Int>) -> [UInt8] { range.map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) } }

    static func source(_ length: Int?, stopsAt: Int = .max, failsAt: Int = .max) -> ByteSource {
        ByteSource(length: length.map(Int64.init)) { offset, buffer in
            if Int(offset) >= failsAt { throw Broken() }
            let count = max(0, min(buffer.count, stopsAt - Int(offset)))
            for index in 0..<count { buffer[index] = UInt8(truncatingIfNeeded: (Int(offset) + index) &* 31 >> 3) }
            return count
        }
    }

    @Test(arguments: [0, 1, 65_536, 1_000_000])
    func `a stream of known length arrives whole`(size: Int) throws {
        let live = try LiveServer { _ in .inline(.stream(Self.source(size), type: "image/jpeg")) }
        let wire = try live.connect()
        for _ in 0..<2 {
            wire.send(live.head("GET", "/"))
            let reply = try wire.reply()
            #expect(reply["Content-Length"] == "\(size)")
            #expect(reply.body == Self.pattern(0..<size))
        }
    }

    @Test func `a stream of unknown length is chunked and the connection goes on`() throws {
        let live = try LiveServer(respond: { _ in
            .stream(Self.source(nil, stopsAt: 300_000), type: "application/zip")
        }) { _ in .offloaded() }
        let wire = try live.connect()
        for _ in 0..<2 {
            wire.send(live.head("GET", "/"))
            let reply = try wire.reply()
            #expect(reply["Transfer-Encoding"] == "chunked")
            #expect(reply.body == Self.pattern(0..<300_000))
        }
    }

    @Test func `HEAD of a stream of unknown length leaves nothing behind`() throws {
        let live = try LiveServer { _ in .inline(.stream(Self.source(nil, stopsAt: 10), type: "application/zip")) }
        let wire = try live.connect()
        wire.send(live.head("HEAD", "/"))
        let reply = try wire.reply(isHead: true)
        #expect(reply.status == 200 && reply["Content-Length"] == nil && reply["Transfer-Encoding"] == nil)
        #expect(wire.isClosed())
    }

    @Test func `HEAD and 304 tell the length and keep the connection`() throws {
        let live = try LiveServer { _ in
            .inline(.stream(Self.source(5000), type: "image/jpeg").with("ETag", "\"a\""))
        }
        let wire = try live.connect()
        wire.send(live.head("HEAD", "/"))
        #expect(try wire.reply(isHead: true)["Content-Length"] == "5000")
        wire.send(live.head("GET", "/", "If-None-Match: \"a\""))
        #expect(try wire.reply().status == 304)
        wire.send(live.head("GET", "/", "Range: bytes=100-199"))
        let part = try wire.reply()
        #expect(part.status == 206 && part["Content-Range"] == "bytes 100-199/5000")
        #expect(part.body == Self.pattern(100..<200))
    }

    @Test func `a source that fails or ends early breaks the connection off`() throws {
        for source in [Self.source(1_000_000, failsAt: 500_000), Self.source(1_000_000, stopsAt: 500_000)] {
            let live = try LiveServer { _ in .inline(.stream(source, type: "image/jpeg")) }
            #expect(throws: Wire.Closed.self) { try live.get("/") }
        }
    }

    @Test func `a client that leaves in the middle stops the reading`() throws {
        let offsets = Condition(Int64(0))
        let source = ByteSource(length: 1 << 40) { offset, buffer in
            offsets.change { $0 = offset }
            return buffer.count
        }
        let live = try LiveServer { _ in .inline(.stream(source, type: "video/mp4")) }
        do {
            let wire = try live.connect()
            wire.send(live.head("GET", "/"))
            _ = try wire.head()
        }
        #expect(live.waitForLog(1)[0].status == 200)
        #expect(offsets.wait { $0 } < 64 << 20)
    }

    @Test func `a slow client does not keep a thread from others`() throws {
        let live = try LiveServer({ $0.workerThreads = 1 }) { head in
            head.path == ["slow"] ? .inline(.stream(Self.source(50_000_000), type: "video/mp4")) : .offloaded()
        }
        let slow = try live.connect()
        slow.send(live.head("GET", "/slow"))
        _ = try slow.head()
        #expect(try live.get("/other").text == "answered")
    }

    @Test func `a file is sent by its descriptor with its range`() throws {
        let folder = try TemporaryFolder()
        let bytes = Self.pattern(0..<200_000)
        try folder.write("a.jpg", bytes)
        let file = try Folder(path: folder.path).openFile(try #require(RelativePath("a.jpg")))
        let live = try LiveServer { _ in .inline(.file(file, length: 200_000, type: "image/jpeg")) }
        let wire = try live.connect()
        wire.send(live.head("GET", "/"))
        #expect(try wire.reply().body == bytes)
        wire.send(live.head("GET", "/", "Range: bytes=199990-"))
        #expect(try wire.reply().body == Array(bytes[199_990...]))
    }

    static func upload(_ live: LiveServer, _ content: String, ending: String = "--XX--\r\n") -> String {
        let body =
            "--XX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.jpg\"\r\n\r\n\(content)\r\n" + ending
        return live.post("/upload", type: "multipart/form-data; boundary=XX", body)
    }

    @Test func `an upload of megabytes goes to the sink`() throws {
        let sink = MemorySink()
        let live = try LiveServer(respond: { request in
            .text(request.files.map { "\($0.part.fileName) \($0.size)" }.joined())
        }) { _ in .offloaded(bodyLimit: 10 << 20, kind: .upload(sink)) }
        let content = String(repeating: "0123456789\r\n--X", count: 300_000)
        let wire = try live.connect()
        for _ in 0..<2 {
            wire.send(Self.upload(live, content))
            #expect(try wire.reply().text == "a.jpg \(content.utf8.count)")
        }
        #expect(sink.files.wait { $0 }.allSatisfy { $0.text == content })
    }

    @Test func `an upload is refused when the sink fails and the client reads why`() throws {
        let sink = MemorySink(failsAt: 100_000)
        let live = try LiveServer { _ in .offloaded(bodyLimit: 10 << 20, kind: .upload(sink)) }
        let reply = try live.exchange(Self.upload(live, String(repeating: "x", count: 1_000_000)))
        #expect(reply.status == 507)
        let files = sink.files.wait { $0 }
        #expect(files[0].fate.wait { $0 == "abandoned" ? $0 : nil } == "abandoned")
    }

    @Test func `a broken upload is answered 400 and abandoned`() throws {
        let sink = MemorySink()
        let live = try LiveServer { _ in .offloaded(bodyLimit: 10 << 20, kind: .upload(sink)) }
        #expect(try live.exchange(Self.upload(live, "content", ending: "--X")).status == 400)
        #expect(sink.files.wait { $0.first }.fate.wait { $0 == "abandoned" ? $0 : nil } == "abandoned")
    }

    @Test func `an upload whose client leaves is abandoned`() throws {
        let sink = MemorySink()
        // libmicrohttpd overlooks an end that came together with the last bytes, until the connection is idle.
        let live = try LiveServer({ $0.idleTimeout = 1 }) { _ in
            .offloaded(bodyLimit: 10 << 20, kind: .upload(sink))
        }
        do {
            let wire = try live.connect()
            let text = Self.upload(live, String(repeating: "x", count: 1_000_000))
            wire.send(Array(text.utf8.prefix(500_000)))
            _ = sink.files.wait { $0.first }
        }
        #expect(sink.files.wait { $0.first }.fate.wait { $0 == "abandoned" ? $0 : nil } == "abandoned")
    }

    @Test func `bodies that are too long are refused before or while they come`() throws {
        let live = try LiveServer { _ in .offloaded(bodyLimit: 1000, kind: .raw) }
        let long = String(repeating: "x", count: 1001)
        #expect(try live.exchange(live.post("/", long)).status == 413)
        let chunked = live.head("POST", "/", "Origin: http://localhost:\(live.port)", "Transfer-Encoding: chunked")
        let wire = try live.connect()
        wire.send(chunked + "3e9\r\n\(long)\r\n0\r\n\r\n")
        #expect(try wire.reply().status == 413)
        wire.send(chunked + "5\r\nhello\r\n0\r\n\r\n")
        #expect(try wire.reply().status == 200)
    }

    @Test func `a client that asks first is answered without its body`() throws {
        let live = try LiveServer { _ in .offloaded(bodyLimit: 10, kind: .raw) }
        let wire = try live.connect()
        let origin = "Origin: http://localhost:\(live.port)"
        wire.send(live.head("POST", "/", origin, "Content-Length: 100", "Expect: 100-continue"))
        #expect(try wire.reply().status == 413)
        let other = try live.connect()
        other.send(live.head("POST", "/", origin, "Content-Length: 5", "Expect: 100-continue"))
        other.send("hello")
        #expect(try other.reply().status == 200)
    }

    @Test func `JSON arrives as it is`() throws {
        let live = try LiveServer(respond: { .json($0.bytes) }) { _ in .offloaded(bodyLimit: 100, kind: .raw) }
        #expect(try live.exchange(live.post("/", type: "application/json", "{\"a\":1}")).text == "{\"a\":1}")
    }

    @Test(arguments: ["text/plain", "application/json", "multipart/form-data", "multipart/mixed; boundary=a"])
    func `a form in another format is refused`(type: String) throws {
        let live = try LiveServer { _ in .offloaded(bodyLimit: 100, kind: .form()) }
        #expect([400, 415].contains(try live.exchange(live.post("/", type: type, "a=b")).status))
    }
}
