import Glibc

/// The socket a server listens on, bound by us so that each failure has its own words.
struct ListenSocket {
    let descriptor: Int32
    let port: UInt16

    /// Binds and listens; the descriptor belongs to the caller.
    ///
    /// - Throws: `ServerError`.
    static func open(address: String, port: UInt16) throws(ServerError) -> ListenSocket {
        guard let numeric = NumericAddress(address) else { throw .badAddress(address) }
        let place = numeric.family == AF_INET ? "\(address):\(port)" : "[\(address)]:\(port)"
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(numeric.family, type, 0)
        guard descriptor >= 0 else { throw .failed(place, code: errno) }
        // Lets a restarted server bind while connections of the old one still fade.
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        let bound = numeric.withSocketAddress(port: port) { bind(descriptor, $0, $1) }
        guard bound == 0, listen(descriptor, 511) == 0 else {
            let code = errno
            close(descriptor)
            throw error(code, place)
        }
        return ListenSocket(descriptor: descriptor, port: boundPort(descriptor))
    }

    private static func error(_ code: Int32, _ place: String) -> ServerError {
        switch code {
        case EADDRINUSE: .portInUse(place)
        case EACCES: .notPermitted(place)
        case EADDRNOTAVAIL: .addressUnavailable(place)
        default: .failed(place, code: code)
        }
    }

    /// The port lies at the same offset in both families, behind the family.
    private static func boundPort(_ descriptor: Int32) -> UInt16 {
        var address = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &size) }
        }
        return UInt16(bigEndian: address.sin6_port)
    }
}
