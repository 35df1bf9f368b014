import Storages

struct StorageRemoveCommand: Command {
    static let name = "storage remove"
    static let summary = "take a storage out of the library; files stay untouched"
    static let help = """
        photostead storage remove UUID

        Only the library forgets the storage. Its files, the signature among them, stay as they are, and `storage add`
        brings it back.
        """

    private let uuid: String

    init(_ arguments: inout Arguments) throws {
        uuid = try arguments.positionals(atLeast: 1, atMost: 1, what: "the storage's id")[0]
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        let storage = try Sessions.with(terminal.configuration) { session in
            try session.removeStorage(session.storage(meant: uuid))
        }
        try terminal.answer(storage, text: "\(storage.name): removed from the library; its files are untouched")
        return .done
    }
}
