import Platform
import Storages

struct StorageAddCommand: Command {
    static let name = "storage add"
    static let receivesSignals = true
    static let summary = "make a folder a storage and index it"
    static let help = """
        photostead storage add PATH [--name NAME] [--no-index]

        Signs the folder (.imalink-storage and, beside it, the list of its files), writes it into the library and
        indexes it. The photos stay where they are and as they are. Interrupt it at any moment: the same command, or
        `operation resume`, goes on.

          --name NAME   what the storage is called; default: the folder's name
          --no-index    only sign and write down
        """

    private let path: String
    private let title: String?
    private let isIndexed: Bool

    init(_ arguments: inout Arguments) throws {
        title = try arguments.option("--name")
        isIndexed = !arguments.flag("--no-index")
        path = try arguments.positionals(atLeast: 1, atMost: 1, what: "the folder")[0]
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        try Sessions.with(terminal.configuration) { session in
            let storage = try session.addStorage(
                path: AbsolutePath.resolve(path), name: title, isIndexed: isIndexed)
            return try session.followIndexing(of: storage, terminal)
        }
    }
}

extension LibrarySession {
    /// Follows the index operation of a storage that was just added, and prints the storage as it is then.
    func followIndexing(of added: StorageDocument, _ terminal: Terminal) throws -> ExitCode {
        var storage = added
        if let restored = added.restored {
            terminal.tell(restored.sentence(added.name))
            for problem in restored.problems { terminal.tell("photostead: \(problem)") }
        }
        var code = ExitCode.done
        if let id = added.operationID {
            let (operation, end) = try follow(id, terminal)
            code = end
            if let known = try storages().first(where: { $0.uuid == added.uuid }) {
                storage = known
                (storage.operationID, storage.restored) = (id, added.restored)
            }
            terminal.tellOutcome(operation)
        }
        try terminal.answer(storage, text: "\(storage.name): \(storage.photoCount) photos (\(storage.uuid))")
        return code
    }
}
