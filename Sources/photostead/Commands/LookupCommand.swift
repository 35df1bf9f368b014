import Catalog

struct LookupCommand: Command {
    static let name = "lookup"
    static let summary = "find a picture or file in all storages by its hash"
    static let help = """
        photostead lookup HASH

          HASH   a picture hash or SHA-256 (64 hexadecimal digits), or an MD5 (32)

        One copy a line, those that can be opened first; copies on drives that are away are named with the drive and
        when it was last seen. With --json one object a line. Exit 1 when there is none.
        """

    private let hash: String

    init(_ arguments: inout Arguments) throws {
        hash = try arguments.positionals(atLeast: 1, atMost: 1, what: "a hash")[0]
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        for copy in try ReadingLibrary.with(terminal.configuration, { try $0.copies(hash) }) {
            try terminal.answer(copy, text: Self.line(copy))
        }
        return .done
    }

    private static func line(_ copy: FoundCopy) -> String {
        switch copy.state {
        case .online, .readOnly: copy.path
        case .offline: "\(copy.path)  (on “\(copy.storage_name)”, last seen \(copy.last_seen ?? "never"))"
        case .missing: "\(copy.path)  (no longer there)"
        case .trashed: "\(copy.path)  (in the trash)"
        }
    }
}
