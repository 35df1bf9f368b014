import Platform
import Testing

@testable import HTTP

@Suite struct LiveEventTests {
    /// A server whose every request follows events, and the streams it made.
    struct Events {
        let live: LiveServer
        let streams = Condition<[EventStream]>([])

        init(_ change: (inout ServerConfiguration) -> Void = { _ in }) throws {
            let streams = streams
            live = try LiveServer(change) { head in
                let stream = EventStream(clientKey: head.query["key"] ?? "")
                streams.change { $0.append(stream) }
                return .inline(.events(stream))
            }
        }

        func follow(_ key: String = "") throws -> (wire: Wire, stream: EventStream) {
            let before = streams.wait { $0.count }
            let wire = try live.connect()
            wire.send(live.head("GET", "/?key=\(key)"))
            let head = try wire.head()
            #expect(head.status == 200 && head["Content-Type"] == "text/event-stream")
            #expect(try wire.chunk().map { String(decoding: $0, as: UTF8.self) } == "retry: 2000\n\n")
            return (wire, streams.wait { $0.count > before ? $0.last : nil })
        }
    }

    static func text(_ wire: Wire) throws -> String? {
        try wire.chunk().map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `events arrive while the connection holds no thread`() throws {
        let events = try Events { $0.connectionsPerAddress = 100 }
        let followers = try (0..<20).map { try events.follow("\($0)") }
        for (index, follower) in followers.enumerated() {
            #expect(follower.stream.send(event: "progress", data: "\(index)"))
            #expect(try Self.text(follower.wire) == "event: progress\ndata: \(index)\n\n")
        }
        #expect(try events.live.exchange(events.live.head("POST", "/")).status == 403)
    }

    @Test func `an ended stream leaves the connection usable`() throws {
        let events = try Events()
        let (wire, stream) = try events.follow()
        stream.send(event: "end", data: "x")
        stream.end()
        #expect(try Self.text(wire) == "event: end\ndata: x\n\n")
        #expect(try Self.text(wire) == nil)
        wire.send(events.live.head("GET", "/"))
        #expect(try wire.head().status == 200)
    }

    @Test func `a sign of life is sent by the clock of the server`() throws {
        let time = ManualTime()
        let events = try Events { $0.time = time }
        let (wire, _) = try events.follow()
        time.advance(10)
        // The connection may fall asleep a moment after the greeting was read.
        wire.wait { events.live.server.tick() }
        #expect(try Self.text(wire) == ":\n\n")
    }

    @Test func `a client that leaves is noticed without a write`() throws {
        let events = try Events()
        let closed = Condition(false)
        let stream: EventStream
        do {
            let follower = try events.follow()
            stream = follower.stream
        }
        stream.whenClosed { closed.change { $0 = true } }
        while closed.wait(seconds: 0.01, until: { $0 ? true : nil }) == nil { events.live.server.tick() }
        #expect(!stream.send(event: "a", data: "b"))
    }

    @Test func `a fifth stream of one client is refused and another client is not`() throws {
        let events = try Events()
        let four = try (0..<4).map { _ in try events.follow("a") }
        let reply = try events.live.get("/?key=a")
        #expect(reply.status == 429 && reply["Retry-After"] == "5")
        _ = try events.follow("b")
        four[0].stream.end()
        _ = try events.follow("a")
    }

    @Test func `HEAD on events has no body and does not hold the connection`() throws {
        let events = try Events()
        let reply = try events.live.exchange(events.live.head("HEAD", "/"), isHead: true)
        #expect(reply.status == 200 && reply.body.isEmpty && reply["Connection"] == "close")
    }

    @Test func `stopping ends every stream`() throws {
        let events = try Events()
        let (wire, stream) = try events.follow()
        events.live.server.stop()
        #expect(try Self.text(wire) == nil)
        #expect(wire.isClosed())
        #expect(!stream.isOpen)
    }
}
