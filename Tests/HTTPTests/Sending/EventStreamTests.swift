import Platform
import Testing

@testable import HTTP

@Suite struct EventStreamTests {
    /// A connection that only remembers what was asked of it.
    final class Link: EventLink {
        let calls = Lock<[String]>([])
        let hasLeft = Lock(false)

        func sleep() { calls.withLock { $0.append("sleep") } }
        func wake() { calls.withLock { $0.append("wake") } }
        var isGone: Bool { hasLeft.withLock { $0 } }
        var log: [String] { calls.withLock { $0 } }
    }

    /// What the client would get next, up to `limit` bytes; nil when the stream is over.
    static func next(_ stream: EventStream, limit: Int = 4096, now: Double = 0) -> String? {
        var buffer = [UInt8](repeating: 0, count: limit)
        switch buffer.withUnsafeMutableBytes({ stream.feed($0, now: now) }) {
        case .bytes(let count): return String(decoding: buffer[..<count], as: UTF8.self)
        case .asleep: return ""
        case .over: return nil
        }
    }

    /// A stream whose greeting has been sent.
    static func open(_ link: Link = Link()) -> EventStream {
        let stream = EventStream(clientKey: "a")
        stream.attach(link, now: 0)
        #expect(next(stream) == "retry: 2000\n\n")
        return stream
    }

    @Test func `an event has its name id and lines`() {
        let stream = Self.open()
        #expect(stream.send(event: "progress", data: "one\ntwo\r\nthree\rfour", id: "7"))
        #expect(
            Self.next(stream) == "event: progress\nid: 7\ndata: one\ndata: two\ndata: three\ndata: four\n\n")
    }

    @Test func `names and ids cannot smuggle lines`() {
        let stream = Self.open()
        stream.send(event: "a\ndata: x", data: "", id: "1\r\n\0")
        #expect(Self.next(stream) == "event: adata: x\nid: 1\ndata: \n\n")
    }

    @Test func `only the latest event of a name waits`() {
        let stream = Self.open()
        for number in 1...1000 { stream.send(event: "progress", data: "\(number)") }
        stream.send(event: "end", data: "done")
        stream.send(event: "progress", data: "1001")
        #expect(Self.next(stream) == "event: progress\ndata: 1001\n\nevent: end\ndata: done\n\n")
        #expect(Self.next(stream) == "")
    }

    @Test func `a small buffer cuts nothing off`() {
        let stream = Self.open()
        stream.send(event: "a", data: "b")
        var text = ""
        while let part = Self.next(stream, limit: 3), !part.isEmpty { text += part }
        #expect(text == "event: a\ndata: b\n\n")
    }

    @Test func `the connection sleeps when there is nothing and wakes once`() {
        let link = Link()
        let stream = Self.open(link)
        #expect(Self.next(stream) == "")
        stream.send(event: "a", data: "1")
        stream.send(event: "b", data: "2")
        #expect(link.log == ["sleep", "wake"])
    }

    @Test func `an ended stream sends what waits and is over`() {
        let stream = Self.open()
        stream.send(event: "a", data: "1")
        stream.end()
        #expect(!stream.send(event: "b", data: "2"))
        #expect(!stream.isOpen)
        #expect(Self.next(stream) == "event: a\ndata: 1\n\n")
        #expect(Self.next(stream) == nil)
    }

    @Test func `a sign of life comes when the interval has passed`() {
        let link = Link()
        let stream = Self.open(link)
        #expect(Self.next(stream, now: 5) == "")
        stream.tick(now: 9, interval: 10)
        #expect(link.log == ["sleep"])
        stream.tick(now: 10, interval: 10)
        #expect(link.log == ["sleep", "wake"])
        #expect(Self.next(stream, now: 10) == ":\n\n")
    }

    @Test func `a client that left closes the stream`() {
        let link = Link()
        let stream = Self.open(link)
        let closed = Lock(0)
        stream.whenClosed { closed.withLock { $0 += 1 } }
        #expect(Self.next(stream) == "")
        link.hasLeft.withLock { $0 = true }
        stream.tick(now: 1, interval: 10)
        #expect(!stream.isOpen && link.log == ["sleep", "wake"])
        #expect(Self.next(stream) == nil)
        stream.close()
        stream.close()
        stream.whenClosed { closed.withLock { $0 += 10 } }
        #expect(closed.withLock { $0 } == 11)
    }

    @Test func `each client has its own limit`() {
        let streams = EventStreams()
        let all = (0..<3).map { _ in EventStream(clientKey: "a") }
        #expect(all.map { streams.add($0, limit: 2) } == [true, true, false])
        #expect(streams.add(EventStream(clientKey: "b"), limit: 2))
        all[0].close()
        #expect(streams.add(all[2], limit: 2))
        streams.close()
        #expect(!all[1].isOpen)
        #expect(!streams.add(EventStream(clientKey: "c"), limit: 2))
    }
}
