import Model

/// How the program ends (docs/interface.md).
enum ExitCode: Int32 {
    case done = 0
    case failed = 1
    case refused = 2
    case partlyFailed = 3
    case paused = 130
    case terminated = 143

    /// 2 for what was refused before anything was done, else 1.
    static func of(_ error: any Error) -> ExitCode {
        (error as? any Failure)?.severity == .preflight ? .refused : .failed
    }
}
