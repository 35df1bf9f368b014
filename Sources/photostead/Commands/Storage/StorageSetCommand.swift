import Model
import Platform
import Storages

struct StorageSetCommand: Command {
    static let name = "storage set"
    static let summary = "change name, notes, tags, path, activity or policy"
    static let help = """
        photostead storage set UUID [--name N] [--notes T] [--tag T]... [--path DIR] [--active yes|no]
                                    [--policy embed|sidecar|both]

          --path DIR   where the same storage lies now
          --active     no: its photos stay in the library, but nothing is written to it
          --policy     where ratings and texts are written: into the file, into an .xmp beside it, or both
        """

    private enum Answer: String, CaseIterable {
        case yes, no
    }

    private let uuid: String
    private var changes = StorageChanges()

    init(_ arguments: inout Arguments) throws {
        changes.name = try arguments.option("--name")
        changes.notes = try arguments.option("--notes")
        let tags = try arguments.options("--tag")
        changes.tags = tags.isEmpty ? nil : tags
        changes.path = try arguments.option("--path").map(AbsolutePath.resolve)
        changes.active = try arguments.choice("--active", Answer.self).map { $0 == .yes }
        changes.policy = try arguments.choice("--policy", WritePolicy.self)?.rawValue
        uuid = try arguments.positionals(atLeast: 1, atMost: 1, what: "the storage's id")[0]
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        let storage = try Sessions.with(terminal.configuration) { session in
            try session.changeStorage(session.storage(meant: uuid), changes)
        }
        try terminal.answer(storage, text: "\(storage.name): changed")
        return .done
    }
}
