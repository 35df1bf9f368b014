import Storages
import Store

struct StorageConflictsCommand: Command {
    static let name = "storage conflicts"
    static let summary = "what differs between the library and a storage"
    static let help = """
        photostead storage conflicts UUID

        Files that are missing, new, moved or differently rated, and equal names of different pictures: number, type,
        path. With --json one object a line. `storage settle` answers them.
        """

    private let uuid: String

    init(_ arguments: inout Arguments) throws {
        uuid = try arguments.positionals(atLeast: 1, atMost: 1, what: "the storage's id")[0]
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        try ReadingLibrary.with(terminal.configuration) { library in
            try library.conflicts(of: uuid) { conflict in
                try terminal.answer(conflict, text: "\(conflict.id)  \(conflict.type.rawValue)  \(conflict.words)")
            }
        }
        return .done
    }
}

extension ConflictDocument {
    /// The paths, and where the same picture can be had.
    fileprivate var words: String {
        switch type {
        case .missingFile:
            let copy = copies?.first.map { "; also in \($0.storageName): \($0.path)" } ?? ""
            return (expectedPath ?? filename) + copy
        case .orphanFile, .metadataMismatch: return path ?? filename
        case .pathMismatch: return "\(expectedPath ?? "") -> \(actualPath ?? "")"
        case .duplicateFilename: return (instances ?? []).map(\.path).joined(separator: ", ")
        }
    }
}
