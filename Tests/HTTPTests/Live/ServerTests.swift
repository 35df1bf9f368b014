import Glibc
import Platform
import Testing

@testable import HTTP

@Suite struct ServerTests {
    @Test func `an inline answer keeps the connection open`() throws {
        let live = try LiveServer { .inline(.text("hello \($0.path.joined(separator: "|"))")) }
        let wire = try live.connect()
        for name in ["one", "two"] {
            wire.send(live.head("GET", "/a/\(name)"))
            let reply = try wire.reply()
            #expect(reply.status == 200)
            #expect(reply.text == "hello a|\(name)")
            #expect(reply["Connection"] == nil)
        }
    }

    @Test func `an offloaded answer keeps the connection open`() throws {
        let live = try LiveServer(respond: { .text($0.query["q"] ?? "none") }) { _ in .offloaded() }
        let wire = try live.connect()
        for word in ["one", "two"] {
            wire.send(live.head("GET", "/?q=\(word)"))
            #expect(try wire.reply().text == word)
        }
    }

    @Test func `requests in one packet are answered in their order`() throws {
        let live = try LiveServer(respond: { .text($0.path[0]) }) { head in
            head.path[0].hasPrefix("i") ? .inline(.text(head.path[0])) : .offloaded()
        }
        let wire = try live.connect()
        let names = ["i1", "o1", "i2", "o2", "o3", "i3"]
        wire.send(names.map { live.head("GET", "/\($0)") }.joined())
        #expect(try names.map { _ in try wire.reply().text } == names)
    }

    @Test func `a form reaches the handler with its fields in order`() throws {
        let live = try LiveServer(respond: { request in
            .text(request.form.map { "\($0.name)=\($0.value)" }.joined(separator: ";"))
        }) { _ in .offloaded(bodyLimit: 1000, kind: .form()) }
        let reply = try live.exchange(live.post("/storages", "path=%2Fhome%2Fa+b&name=M%C3%BCll&path=x"))
        #expect(reply.status == 200)
        #expect(reply.text == "path=/home/a b;name=Müll;path=x")
    }

    @Test func `a body beyond the limit is answered 413 and the connection goes on`() throws {
        let live = try LiveServer { _ in .offloaded(bodyLimit: 10, kind: .form()) }
        let wire = try live.connect()
        wire.send(live.post("/", "a=0123456789"))
        #expect(try wire.reply().status == 413)
        wire.send(live.post("/", "a=1"))
        #expect(try wire.reply().status == 200)
    }

    @Test func `a refusal carries the security headers`() throws {
        let live = try LiveServer { _ in .refuse(.text("no", .forbidden)) }
        let reply = try live.get("/")
        #expect(reply.status == 403)
        for (name, value) in SecurityHeaders.fields { #expect(reply[name] == value) }
    }

    @Test func `errors below the handler get its page`() throws {
        struct Pages: Handler {
            func dispatch(_ head: RequestHead) -> Disposition { .offloaded(bodyLimit: 3, kind: .form()) }
            func respond(to request: Request) -> Response { .text("form") }
            func errorPage(_ status: Status, reason: String, request: RefusedRequest) -> Response {
                .html(Array("<p>\(status.code) \(request.target) \(request.head == nil)".utf8), status)
            }
        }
        let server = InMemoryServer(handler: Pages())
        func page(_ answer: Answer) throws -> String { String(decoding: try answer.bytes(), as: UTF8.self) }
        #expect(try page(server.get("/a%2fb")) == "<p>400 /a%2fb true")
        #expect(try page(server.get("/x", ["Host": "evil"])) == "<p>421 /x true")
        #expect(try page(server.post("/x", form: [("a", "long")])) == "<p>413 /x false")
        #expect(try page(server.post("/x", form: [("a", "1")])) == "form")
    }

    @Test func `a port in use is named with a hint`() throws {
        let live = try LiveServer { _ in .inline(.text("")) }
        var configuration = ServerConfiguration()
        configuration.port = live.port
        let second = Server(configuration, handler: ClosureHandler { _ in .inline(.text("")) })
        #expect(throws: ServerError.portInUse("127.0.0.1:\(live.port)")) { try second.start() }
    }

    @Test func `a name is no address`() {
        var configuration = ServerConfiguration()
        configuration.address = "example"
        let server = Server(configuration, handler: ClosureHandler { _ in .inline(.text("")) })
        #expect(throws: ServerError.badAddress("example")) { try server.start() }
    }

    @Test func `the log tells method target status and bytes`() throws {
        let live = try LiveServer { _ in .inline(.text("12345", .notFound)) }
        _ = try live.get("/x?y=1")
        let entry = live.waitForLog(1)[0]
        #expect(entry.method == "GET" && entry.target == "/x?y=1" && entry.status == 404)
        #expect(entry.bytes == 5 && entry.peer == "127.0.0.1")
    }
}
