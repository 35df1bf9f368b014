struct ImportListCommand: Command {
    static let name = "import list"
    static let summary = "the latest imports and what became of their files"
    static let help = """
        photostead import list

        Newest first, one a line. With --json one object a line.
        """

    init(_ arguments: inout Arguments) throws {}

    func run(_ terminal: Terminal) throws -> ExitCode {
        for session in try ReadingLibrary.with(terminal.configuration, { try $0.imports() }) {
            try terminal.answer(session, text: session.line)
        }
        return .done
    }
}
