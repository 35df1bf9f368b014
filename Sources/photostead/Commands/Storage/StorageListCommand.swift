import Storages
import Store

struct StorageListCommand: Command {
    static let name = "storage list"
    static let summary = "the storages, their state and size"
    static let help = """
        photostead storage list

        One storage a line: id, state, photos, path, name. With --json one object a line.
        """

    init(_ arguments: inout Arguments) throws {}

    func run(_ terminal: Terminal) throws -> ExitCode {
        for storage in try ReadingLibrary.with(terminal.configuration, { try $0.storages() }) {
            try terminal.answer(
                storage,
                text:
                    "\(storage.uuid)  \(storage.state)  \(storage.photoCount) photos  \(storage.path)  \(storage.name)")
        }
        return .done
    }
}
