import Model

/// How the program ends (INTERFACE.md).
enum ExitCode: Int32 {
    case done = 0
    case failed = 1
    case refused = 2
    case partlyFailed = 3
    case paused = 130
    case terminated = 143
}

/// One verb of the command line.
protocol Command: SendableMetatype {
    /// As it is typed: `serve`, `storage add`.
    static var name: String { get }
    /// One line for the list of verbs.
    static var summary: String { get }
    /// The whole help: how it is called, its options, an example.
    static var help: String { get }

    /// Options that are settings of the program, without dashes.
    static var settings: [String] { get }

    /// Whether the verb receives SIGINT and SIGTERM, to pause or to end in order; else they end it at once.
    static var receivesSignals: Bool { get }

    /// - Throws: `UsageError`.
    init(_ arguments: inout Arguments) throws

    func run(_ terminal: Terminal) throws -> ExitCode
}

extension Command {
    static var settings: [String] { [] }
    static var receivesSignals: Bool { false }
}

extension ExitCode {
    /// 2 for what was refused before anything was done, else 1.
    static func of(_ error: any Error) -> ExitCode {
        (error as? any Failure)?.severity == .preflight ? .refused : .failed
    }
}
