import Glibc
import Model

/// Why a process could not be started or talked to.
package enum ProcessError: Failure, Hashable {
    /// A system call failed with this errno.
    case system(call: String, program: String, code: Int32)
    /// The other end has closed.
    case closed
    case deadlineExceeded(program: String)
    /// The program said more than the caller wanted to hold.
    case tooMuchOutput(program: String, limit: Int)

    package var subject: String? {
        switch self {
        case .system(_, let program, _), .deadlineExceeded(let program), .tooMuchOutput(let program, _): program
        case .closed: nil
        }
    }

    package var reason: String {
        switch self {
        case .system(let call, _, let code): "\(call): \(String(cString: strerror(code)))"
        case .closed: "the other process has closed the connection"
        case .deadlineExceeded: "it did not answer in time"
        case .tooMuchOutput(_, let limit): "it printed more than \(limit) bytes"
        }
    }

    package var isRetryable: Bool {
        switch self {
        case .system(_, _, let code): code == EAGAIN || code == ENOMEM || code == EMFILE || code == ENFILE
        case .closed, .deadlineExceeded: true
        case .tooMuchOutput: false
        }
    }
}
