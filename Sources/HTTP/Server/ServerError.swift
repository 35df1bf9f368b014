import Glibc
package import Model

/// Why a server could not start.
package enum ServerError: Failure, Equatable {
    case badAddress(String)
    case portInUse(String)
    case notPermitted(String)
    case addressUnavailable(String)
    case failed(String, code: Int32)

    package var subject: String? {
        switch self {
        case .badAddress(let place), .portInUse(let place), .notPermitted(let place), .addressUnavailable(let place),
            .failed(let place, _):
            place
        }
    }

    package var reason: String {
        switch self {
        case .badAddress: "is not a numeric IPv4 or IPv6 address"
        case .portInUse: "another program already listens there"
        case .notPermitted: "this user may not listen on that port"
        case .addressUnavailable: "this machine does not have that address"
        case .failed(_, let code): "the server could not start: \(String(cString: strerror(code)))"
        }
    }

    package var hint: String? {
        switch self {
        case .badAddress: "Give an address such as 127.0.0.1 or ::1."
        case .portInUse: "Stop that program or choose another port with --port."
        case .notPermitted: "Choose a port from 1024 on with --port."
        case .addressUnavailable: "Choose one of this machine's addresses with --bind."
        case .failed: nil
        }
    }

    package var severity: Severity { .preflight }
    package var isRetryable: Bool { if case .portInUse = self { true } else { false } }
}
