import CMicrohttpd
import Glibc

/// A numeric address as the socket calls want it.
enum NumericAddress {
    case four(in_addr)
    case six(in6_addr)

    /// - Returns: nil for names and everything else that is no numeric address.
    init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self = .four(four)
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            self = .six(six)
        } else {
            return nil
        }
    }

    var family: Int32 {
        switch self {
        case .four: AF_INET
        case .six: AF_INET6
        }
    }

    /// Lends the address with a port as a `sockaddr`.
    func withSocketAddress<Result>(port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        switch self {
        case .four(let bytes):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr = bytes
            return Self.lend(&address, body)
        case .six(let bytes):
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = bytes
            return Self.lend(&address, body)
        }
    }

    private static func lend<Address, Result>(
        _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }

    /// The numeric text of a client's address; empty for other families.
    static func text(_ address: UnsafePointer<sockaddr>) -> String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let known: UnsafePointer<CChar>?
        // Its first field; by name it belongs to whichever C module the compiler met first.
        switch Int32(UnsafeRawPointer(address).load(as: sa_family_t.self)) {
        case AF_INET:
            var bytes = UnsafeRawPointer(address).load(as: sockaddr_in.self).sin_addr
            known = inet_ntop(AF_INET, &bytes, &text, socklen_t(text.count))
        case AF_INET6:
            var bytes = UnsafeRawPointer(address).load(as: sockaddr_in6.self).sin6_addr
            known = inet_ntop(AF_INET6, &bytes, &text, socklen_t(text.count))
        default: known = nil
        }
        guard known != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
