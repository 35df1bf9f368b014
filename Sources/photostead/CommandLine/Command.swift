import Engine

/// A verb that is more than a call to a library.
protocol Command: SendableMetatype {
    static var verb: Verb { get }
    /// Keys of its parameters that are settings of the program.
    static var settings: [String] { get }
    /// Whether it receives SIGINT and SIGTERM, to pause or to end in order; else they end it at once.
    static var receivesSignals: Bool { get }

    init(_ values: VerbValues)

    func run(_ terminal: Terminal) throws -> ExitCode
}

extension Command {
    static var settings: [String] { [] }
    static var receivesSignals: Bool { false }
}
