import Intake

struct ImportRollbackCommand: Command {
    static let name = "import rollback"
    static let receivesSignals = true
    static let summary = "take what an import has brought out of the storage"
    static let help = """
        photostead import rollback ID [--dry-run]

        Moves the files of the import to the trash of their storage; what they had replaced comes back. Files that were
        edited since are kept and named. `import restore ID` brings everything back.

          --dry-run   only tell what would happen
        """

    private let id: String
    private let isDryRun: Bool

    init(_ arguments: inout Arguments) throws {
        isDryRun = arguments.flag("--dry-run")
        id = try arguments.positionals(atLeast: 1, atMost: 1, what: "the import's id")[0]
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        try Sessions.with(terminal.configuration) { session in
            guard isDryRun else { return try session.followImport(try session.rollBackImport(id), terminal) }
            let plan = try session.rollbackPlan(id)
            try terminal.answer(plan, text: plan.text)
            return .done
        }
    }
}

struct ImportRestoreCommand: Command {
    static let name = "import restore"
    static let receivesSignals = true
    static let summary = "bring the files of an import that was taken back out of the trash"
    static let help = """
        photostead import restore ID

        A file whose place is taken meanwhile stays in the trash and is named.
        """

    private let id: String

    init(_ arguments: inout Arguments) throws {
        id = try arguments.positionals(atLeast: 1, atMost: 1, what: "the import's id")[0]
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        try Sessions.with(terminal.configuration) { session in
            try session.followImport(try session.restoreImport(id), terminal)
        }
    }
}

extension RollbackPlan {
    /// Several lines for people.
    fileprivate var text: String {
        let sums = """
            \(files) files (\(bytes) bytes) would go to the trash, \(restored) would come back, \(keptCount) are kept, \
            \(gone) are gone
            """
        return ([sums] + kept.map { "  \($0.path): \($0.reason)" }).joined(separator: "\n")
    }
}
