import Platform
import Storages

struct StorageMigrateCommand: Command {
    static let name = "storage migrate"
    static let receivesSignals = true
    static let summary = "make a storage of a legacy folder (imalink_* with index.json)"
    static let help = """
        photostead storage migrate PATH

        Signs the folder, takes over its name, its time and its notes, writes it into the library and indexes it. Its
        photos, its index.json and its metadata.txt stay as they are. The same command again changes nothing more.
        """

    private let path: String

    init(_ arguments: inout Arguments) throws {
        path = try arguments.positionals(atLeast: 1, atMost: 1, what: "the folder")[0]
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        try Sessions.with(terminal.configuration) { session in
            let storage = try session.migrateStorage(path: AbsolutePath.resolve(path))
            return try session.followIndexing(of: storage, terminal)
        }
    }
}
