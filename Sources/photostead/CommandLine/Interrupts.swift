import Glibc
import Platform

/// SIGINT and SIGTERM, received by a thread of their own instead of by handlers.
enum Interrupts {
    /// Blocks both for this thread and all that it starts; call before the first thread.
    static func block() {
        var signals = set
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Lets both end the process again, for verbs that have nothing to pause; call before the first thread.
    static func unblock() {
        var signals = set
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    private static let receiver = Lock<(@Sendable (ExitCode) -> Void)?>(nil)

    /// Calls `body` with the exit code that belongs to the signal, each time one arrives; no longer what was to be
    /// called before.
    static func receive(_ body: @escaping @Sendable (ExitCode) -> Void) {
        let isFirst = receiver.withLock { receiver in
            defer { receiver = body }
            return receiver == nil
        }
        guard isFirst else { return }
        WorkerThreads.start("signals") {
            var signals = set
            while true {
                var number: Int32 = 0
                guard sigwait(&signals, &number) == 0 else { continue }
                receiver.withLock { $0 }?(number == SIGTERM ? .terminated : .paused)
            }
        }
    }

    private static var set: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        return signals
    }
}
