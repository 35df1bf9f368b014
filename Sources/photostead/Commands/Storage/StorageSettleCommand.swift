import Engine
import Storages

struct StorageSettleCommand: Command {
    static let name = "storage settle"
    static let receivesSignals = true
    static let summary = "answer conflicts of a storage"
    static let help = """
        photostead storage settle UUID ACTION (NUMBER... | --all)

        The numbers are those of `storage conflicts`; --all means every conflict that the action is an answer to.

          restore        copy a missing file back from another copy, and verify it
          forget         drop a missing file from the library
          add, ignore    a new file belongs to the library; leave it as it is
          session        new files belong to the library, as one import session
          accept         a moved file is where it lies now
          keep_library   write what the library says into the file
          take_file      take over what the file says
          dismiss        equal names are no problem
        """

    private let uuid: String
    private let answer: ConflictAnswer

    init(_ arguments: inout Arguments) throws {
        let isAll = arguments.flag("--all")
        let words = try arguments.positionals(atLeast: 2, atMost: 10_000, what: "the storage's id and the action")
        guard let action = ConflictChoice(rawValue: words[1]) else {
            throw UsageError("there is no action “\(words[1])”")
        }
        let ids = try words.dropFirst(2).map { word in
            guard let id = Int64(word) else { throw UsageError("“\(word)” is no number of a conflict") }
            return id
        }
        guard isAll != !ids.isEmpty else { throw UsageError("give the numbers of conflicts, or --all") }
        uuid = words[0]
        answer = ConflictAnswer(action, ids: isAll ? nil : ids)
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        try Sessions.with(terminal.configuration) { session in
            let outcome = try session.settle(answer, of: try session.storage(meant: uuid))
            guard let id = outcome.operationID else {
                try terminal.answer(outcome, text: "\(outcome.settled) settled")
                return .done
            }
            let (operation, code) = try session.follow(id, terminal)
            terminal.tellOutcome(operation)
            try terminal.answer(operation, text: "\(operation.progress.processed - operation.progress.failed) settled")
            return code
        }
    }
}
