import Platform
import Storages

struct StorageAddCommand: Command {
    static let name = "storage add"
    static let receivesSignals = true
    static let summary = "make a folder a storage and index it"
    static let help = """
        photostead storage add PATH [--name NAME] [--no-index]

        Signs the folder (one small file, .imalink-storage), writes it into the library and indexes it. The photos stay
        where they are and as they are. Interrupt it at any moment: the same command, or `operation resume`, goes on.

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
            var storage = try session.addStorage(
                path: AbsolutePath.resolve(path), name: title, isIndexed: isIndexed)
            let restored = storage.restored
            if let restored {
                terminal.tell(restored.sentence(storage.name))
                for problem in restored.problems { terminal.tell("photostead: \(problem)") }
            }
            var code = ExitCode.done
            if let id = storage.operationID {
                let (operation, end) = try session.follow(id, terminal)
                code = end
                if let known = try session.storages().first(where: { $0.uuid == storage.uuid }) {
                    storage = known
                    (storage.operationID, storage.restored) = (id, restored)
                }
                terminal.tellOutcome(operation)
            }
            try terminal.answer(storage, text: "\(storage.name): \(storage.photoCount) photos (\(storage.uuid))")
            return code
        }
    }
}
