struct ImportResumeCommand: Command {
    static let name = "import resume"
    static let receivesSignals = true
    static let summary = "go on with an import that was interrupted"
    static let help = """
        photostead import resume ID

        ID is the session's or its operation's; `import list` shows both.
        """

    private let id: String

    init(_ arguments: inout Arguments) throws {
        id = try arguments.positionals(atLeast: 1, atMost: 1, what: "the import's id")[0]
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        try Sessions.with(terminal.configuration) { session in
            try session.followImport(try session.resumeImport(id), terminal)
        }
    }
}
