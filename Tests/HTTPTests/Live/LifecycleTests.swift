import Platform
import Testing

@testable import HTTP

/// Deadlines, limits, overload and stopping.
@Suite struct LifecycleTests {
    /// Lets the clock of the server run until the client sees the connection closed.
    static func isReaped(_ wire: Wire, _ live: LiveServer, _ time: ManualTime) -> Bool {
        wire.wait {
            time.advance(20)
            live.server.tick()
        }
        return wire.isClosed()
    }

    @Test func `a head that comes too slowly ends the connection`() throws {
        let time = ManualTime()
        let live = try LiveServer({ $0.time = time }) { _ in .inline(.text("x")) }
        let wire = try live.connect()
        wire.send("GET / HTTP/1.1\r\nHost: localhost\r\nX")
        live.server.daemon.load.wait { $0.inFlight == 1 ? () : nil }
        time.advance(9)
        live.server.tick()
        wire.send("-A: b\r\nX-B")
        #expect(Self.isReaped(wire, live, time))
        #expect(live.waitForLog(1)[0].milliseconds < 60_000)
    }

    @Test func `a connection that says nothing is ended`() throws {
        let time = ManualTime()
        let live = try LiveServer({ $0.time = time }) { _ in .inline(.text("x")) }
        let wire = try live.connect()
        wire.send(live.head("GET", "/"))
        #expect(try wire.reply().status == 200)
        #expect(Self.isReaped(wire, live, time))
    }

    @Test func `a form that comes too slowly ends the connection`() throws {
        let time = ManualTime()
        let live = try LiveServer({ $0.time = time }) { _ in .offloaded(bodyLimit: 100, kind: .form()) }
        let wire = try live.connect()
        wire.send(
            live.head("POST", "/", "Origin: http://localhost:\(live.port)", "Content-Length: 50") + "a=b")
        #expect(Self.isReaped(wire, live, time))
        #expect(live.waitForLog(1)[0].status == 0)
    }

    @Test func `an answer that takes long is not reaped`() throws {
        let time = ManualTime()
        let (entered, gate) = (Condition(false), Condition(false))
        let live = try LiveServer(
            { $0.time = time },
            respond: { _ in
                entered.change { $0 = true }
                gate.wait { $0 ? () : nil }
                return .text("late")
            }
        ) { _ in .offloaded() }
        let wire = try live.connect()
        wire.send(live.head("GET", "/"))
        entered.wait { $0 ? () : nil }
        time.advance(1000)
        live.server.tick()
        gate.change { $0 = true }
        #expect(try wire.reply().text == "late")
    }

    @Test func `one more request than may wait is answered 503`() throws {
        let (entered, gate) = (Condition(0), Condition(false))
        let live = try LiveServer(
            {
                $0.workerThreads = 1
                $0.waitingRequests = 2
            },
            respond: { _ in
                entered.change { $0 += 1 }
                gate.wait { $0 ? () : nil }
                return .text("done")
            }
        ) { head in head.path == ["inline"] ? .inline(.text("inline")) : .offloaded() }
        let wires = try (0..<4).map { _ in try live.connect() }
        wires[0].send(live.head("GET", "/"))
        entered.wait { $0 == 1 ? () : nil }
        for wire in wires[1...] { wire.send(live.head("GET", "/")) }
        // Which of the three comes last is for the pool threads to say.
        #expect(live.waitForLog(1)[0].status == 503)
        #expect(try live.get("/inline").text == "inline")
        gate.change { $0 = true }
        let replies = try wires.map { try $0.reply() }
        #expect(replies.map(\.status).sorted() == [200, 200, 200, 503])
        #expect(replies.compactMap { $0["Retry-After"] } == ["1"])
    }

    @Test func `one address gets no more connections than its share`() throws {
        let live = try LiveServer({ $0.connectionsPerAddress = 3 }) { _ in .inline(.text("x")) }
        let wires = try (0..<3).map { _ in try live.connect() }
        for wire in wires {
            wire.send(live.head("GET", "/"))
            #expect(try wire.reply().status == 200)
        }
        let fourth = try live.connect()
        fourth.send(live.head("GET", "/"))
        #expect(throws: Wire.Closed.self) { try fourth.reply() }
    }

    @Test func `stopping lets a request in flight finish`() throws {
        let (entered, gate) = (Condition(false), Condition(false))
        let live = try LiveServer(respond: { _ in
            entered.change { $0 = true }
            gate.wait { $0 ? () : nil }
            return .text("finished")
        }) { _ in .offloaded() }
        let (wire, idle) = (try live.connect(), try live.connect())
        idle.send(live.head("POST", "/"))
        #expect(try idle.reply().status == 403)
        wire.send(live.head("GET", "/"))
        entered.wait { $0 ? () : nil }
        let stopped = Condition(false)
        let stopper = WorkerThreads.start("stopper") {
            live.server.stop()
            stopped.change { $0 = true }
        }
        live.server.daemon.load.wait { $0.isStopping ? () : nil }
        #expect(!stopped.wait { $0 })
        gate.change { $0 = true }
        let reply = try wire.reply()
        #expect(reply.text == "finished" && reply["Connection"] == "close")
        stopper.join()
        #expect(idle.isClosed())
    }

    @Test func `stopping gives up a request that hangs`() throws {
        let (entered, gate) = (Condition(false), Condition(false))
        let live = try LiveServer(
            { $0.grace = 0 },
            respond: { _ in
                entered.change { $0 = true }
                gate.wait { $0 ? () : nil }
                return .text("too late")
            }
        ) { _ in .offloaded() }
        let wire = try live.connect()
        wire.send(live.head("GET", "/"))
        entered.wait { $0 ? () : nil }
        live.server.stop()
        #expect(throws: Wire.Closed.self) { try wire.reply() }
        gate.change { $0 = true }
    }

    @Test func `stopping gives up a source that hangs and an upload`() throws {
        let (entered, gate) = (Condition(false), Condition(false))
        let source = ByteSource(length: 1 << 20) { _, buffer in
            entered.change { $0 = true }
            gate.wait { $0 ? () : nil }
            return buffer.count
        }
        let sink = MemorySink()
        let live = try LiveServer({ $0.grace = 0 }) { head in
            head.method == .post
                ? .offloaded(bodyLimit: 10 << 20, kind: .upload(sink)) : .inline(.stream(source, type: "video/mp4"))
        }
        let (reading, uploading) = (try live.connect(), try live.connect())
        reading.send(live.head("GET", "/"))
        entered.wait { $0 ? () : nil }
        uploading.send(
            Array(LiveBodyTests.upload(live, String(repeating: "x", count: 2_000_000)).utf8.prefix(1_000_000)))
        _ = sink.files.wait { $0.first }
        live.server.stop()
        gate.change { $0 = true }
        #expect(sink.files.wait { $0.first }.fate.wait { $0 == "abandoned" ? $0 : nil } == "abandoned")
        #expect(throws: Wire.Closed.self) { try reading.reply() }
    }

    @Test func `a stopped server may be stopped again and frees its port`() throws {
        let live = try LiveServer { _ in .inline(.text("x")) }
        live.server.stop()
        live.server.stop()
        let next = try LiveServer({ $0.port = live.port }) { _ in .inline(.text("next")) }
        #expect(try next.get("/").text == "next")
    }

    @Test func `many clients at once all get their own answers`() throws {
        let live = try LiveServer(
            {
                $0.connectionsPerAddress = 64
                $0.workerThreads = 4
            }, respond: { .text("offloaded \($0.path[1])") }
        ) { head in
            head.path[0] == "i" ? .inline(.text("inline \(head.path[1])")) : .offloaded()
        }
        let wrong = Lock<[String]>([])
        let threads = (0..<16).map { client in
            WorkerThreads.start("client") {
                do {
                    let wire = try live.connect()
                    for number in 0..<200 {
                        let isInline = (client + number) % 2 == 0
                        let name = "\(client)-\(number)"
                        wire.send(live.head("GET", "/\(isInline ? "i" : "o")/\(name)"))
                        let text = try wire.reply().text
                        let expected = "\(isInline ? "inline" : "offloaded") \(name)"
                        if text != expected { wrong.withLock { $0.append(text) } }
                    }
                } catch { wrong.withLock { $0.append("\(error)") } }
            }
        }
        for thread in threads { thread.join() }
        #expect(wrong.withLock { $0 } == [])
        #expect(live.waitForLog(3200).count == 3200)
    }
}
