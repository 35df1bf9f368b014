import Glibc
package import Model

/// Why a worker's answer about one file did not come, or no worker could be asked.
package enum WorkerProblem: Failure, Hashable {
    /// The worker died while it had this file; the others were not touched by it.
    case workerDied(signal: Int32)
    /// The worker ended by itself while it had this file.
    case workerExited(code: Int32)
    /// The worker was killed because it took too long with this file.
    case timedOut(seconds: Int)
    /// The file could not be read; `errno`.
    case unreadable(code: Int32, text: String)
    /// The worker understood the file to be damaged.
    case damaged(String)
    /// A limit of pixels, memory or nesting stood in the way.
    case refused(String)
    /// There is no decoder for it.
    case unsupported(String)
    /// The worker and this program do not understand each other.
    case protocolBroken(String)
    /// No worker could be started.
    case noWorker(String)
    /// The pool was closed.
    case closed

    package var subject: String? { nil }

    package var reason: String {
        switch self {
        case .workerDied(SIGKILL): "the decoder was killed while it read this file"
        case .workerDied(let signal): "the decoder crashed on it (signal \(signal))"
        case .workerExited(let code): "the decoder ended on it (code \(code))"
        case .timedOut(let seconds): "the decoder did not finish in \(seconds) s"
        case .unreadable(_, let text): "it could not be read: \(text)"
        case .damaged(let detail): "it is damaged: \(detail)"
        case .refused(let detail): "it was refused: \(detail)"
        case .unsupported(let detail): detail
        case .protocolBroken(let detail): "the decoder's answer was not understood: \(detail)"
        case .noWorker(let detail): "no decoder could be started: \(detail)"
        case .closed: "the decoders were stopped"
        }
    }

    package var hint: String? {
        switch self {
        case .noWorker: "Check that photostead-worker stands beside photostead and that its libraries are installed."
        default: nil
        }
    }

    package var severity: Severity {
        switch self {
        case .noWorker, .closed: .unrecoverable
        default: .recoverable
        }
    }

    package var isRetryable: Bool {
        switch self {
        // A crash and every limit have a signal of their own: who is killed so was killed by somebody else.
        case .workerDied(SIGKILL), .noWorker, .unreadable: true
        default: false
        }
    }
}

extension WorkerProblem {
    /// The same, told about one file.
    func about(_ file: OpenFile) -> FileProblem {
        FileProblem(file.path.display, reason, hint: hint, isRetryable: isRetryable)
    }
}
