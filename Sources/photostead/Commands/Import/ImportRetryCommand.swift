struct ImportRetryCommand: Command {
    static let name = "import retry"
    static let receivesSignals = true
    static let summary = "look again at the files of an import that failed"
    static let help = """
        photostead import retry ID

        ID is the session's or its operation's; `import list` shows both. Files that arrived stay as they are.
        """

    private let id: String

    init(_ arguments: inout Arguments) throws {
        id = try arguments.positionals(atLeast: 1, atMost: 1, what: "the import's id")[0]
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        try Sessions.with(terminal.configuration) { session in
            try session.followImport(try session.retryImport(id), terminal)
        }
    }
}
