import Glibc
import Platform

/// One socket of a client, from accept to close.
final class Connection: Sendable {
    let socket: Int32
    let peer: String

    init(socket: Int32, peer: String) {
        self.socket = socket
        self.peer = peer
    }
}

/// The open sockets and the time until which each must have sent its head or body.
///
/// libmicrohttpd's own timeout counts from the last byte, so a client that sends one byte now and then would hold its
/// connection for ever. A socket is shut down only under the lock that its close has to pass, so the number can not
/// have been given to another file meanwhile.
final class Connections: Sendable {
    private let deadlines = Lock<[ObjectIdentifier: (connection: Connection, deadline: Double)]>([:])

    func add(_ connection: Connection, deadline: Double) {
        deadlines.withLock { $0[ObjectIdentifier(connection)] = (connection, deadline) }
    }

    func remove(_ connection: Connection) {
        _ = deadlines.withLock { $0.removeValue(forKey: ObjectIdentifier(connection)) }
    }

    /// Sets the time by which the next step must be done; infinity while it is ours.
    func expect(_ connection: Connection, by deadline: Double) {
        deadlines.withLock { $0[ObjectIdentifier(connection)]?.deadline = deadline }
    }

    /// Ends every connection whose time is over.
    func reap(now: Double) {
        deadlines.withLock { all in
            for (connection, deadline) in all.values where deadline < now {
                shutdown(connection.socket, Int32(SHUT_RDWR))
            }
        }
    }

    var count: Int { deadlines.withLock { $0.count } }
}
