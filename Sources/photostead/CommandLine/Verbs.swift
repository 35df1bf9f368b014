import Model

/// Every verb of the program; the help and the dispatch read the same list.
enum Verbs {
    static let all: [any Command.Type] = [
        ServeCommand.self, FactsCommand.self, StorageAddCommand.self, StorageMigrateCommand.self,
        StorageListCommand.self, StorageDiscoverCommand.self, StorageLockCommand.self, StorageSetCommand.self,
        StorageRemoveCommand.self,
        StorageReindexCommand.self, StorageConflictsCommand.self, StorageSettleCommand.self,
        ImportCommand.self, ImportListCommand.self, ImportResumeCommand.self, ImportRetryCommand.self,
        ImportAnswerCommand.self, ImportRollbackCommand.self, ImportRestoreCommand.self,
        LookupCommand.self, RateCommand.self, OperationListCommand.self,
        OperationShowCommand.self, OperationPauseCommand.self, OperationResumeCommand.self,
        OperationCancelCommand.self, OperationRestartCommand.self, DoctorCommand.self,
    ]

    /// The command for the words of a command line; the words that name it are taken out.
    ///
    /// - Throws: `UsageError`.
    static func find(_ arguments: inout Arguments) throws -> any Command.Type {
        guard let first = arguments.verb() else { throw UsageError("a verb is missing") }
        let nouns = all.filter { $0.name.hasPrefix(first + " ") }
        if let command = all.first(where: { $0.name == first }) {
            // `import list` is a verb of its own, `import FOLDER` is not.
            guard let longer = nouns.first(where: { arguments.begins(with: $0.name.dropFirst(first.count + 1)) }) else {
                return command
            }
            _ = arguments.verb()
            return longer
        }
        guard !nouns.isEmpty else { throw UsageError("there is no verb “\(first)”") }
        let verbs = nouns.map { String($0.name.dropFirst(first.count + 1)) }.joined(separator: ", ")
        guard let second = arguments.verb() else { throw UsageError("`\(first)` needs one of \(verbs)") }
        guard let command = nouns.first(where: { $0.name == "\(first) \(second)" }) else {
            throw UsageError("`\(first)` has \(verbs), but no “\(second)”")
        }
        return command
    }

    /// The verbs of a noun, as `storage`; all verbs when there is no such noun.
    static func help(of noun: String?) -> String {
        let mine = all.filter { $0.name.hasPrefix((noun ?? "") + " ") }
        return help(mine.isEmpty ? all : mine)
    }

    private static func help(_ verbs: [any Command.Type]) -> String {
        let width = verbs.map { $0.name.count }.max() ?? 0
        let lines = verbs.map { "  \($0.name)\(String(repeating: " ", count: width - $0.name.count))  \($0.summary)" }
        return """
            Photostead keeps a household's photographs in order, without taking custody of them.

            photostead [--data DIR] [--json] VERB ...

            \(lines.joined(separator: "\n"))

              --data DIR   the library folder (PHOTOSTEAD_DATA; default: the XDG data folder)
              --json       one JSON value, or one a line for lists
              --help       this text, or the help of a verb

            Exit: 0 done, 1 failed, 2 wrong usage or refused before anything was done, 3 done with some files failed.
            """
    }
}
