import CMicrohttpd
import Glibc

/// Joins an event stream with its connection.
final class EventFeed: BodyFeed {
    private let stream: EventStream
    private let daemon: Daemon

    /// - Returns: nil when the server stops and the connection must not sleep any more.
    init?(_ stream: EventStream, daemon: Daemon, connection: OpaquePointer, socket: Int32) {
        self.stream = stream
        self.daemon = daemon
        guard daemon.suspended.add(stream) else {
            daemon.streams.remove(stream)
            stream.close()
            return nil
        }
        stream.attach(ConnectionLink(connection: connection, socket: socket), now: daemon.now())
    }

    func feed(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        switch stream.feed(buffer, now: daemon.now()) {
        case .bytes(let count): count
        case .asleep: 0
        case .over: Ending.complete
        }
    }

    func release() {
        daemon.suspended.remove(stream)
        daemon.streams.remove(stream)
        stream.close()
    }
}

/// A connection that can be suspended; the stream calls it under its lock and only while the connection lives.
private struct ConnectionLink: EventLink, @unchecked Sendable {
    let connection: OpaquePointer
    let socket: Int32

    func sleep() { MHD_suspend_connection(connection) }
    func wake() { MHD_resume_connection(connection) }

    /// libmicrohttpd does not watch a suspended socket, so we look ourselves.
    var isGone: Bool {
        var byte: UInt8 = 0
        return recv(socket, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) == 0
    }
}

extension EventStream: Suspendable {
    func wakeForStop() { end() }
}
