import Engine
import Model
import Storages

struct StorageReindexCommand: Command {
    static let name = "storage reindex"
    static let receivesSignals = true
    static let summary = "find what is new, changed or gone in a storage"
    static let help = """
        photostead storage reindex UUID [--quick|--smart|--full] [--no-hash-orphans] [--no-detect-duplicates]
                                        [--no-fix-moved] [--drop-missing] [--accept-missing]

          --quick                  does each indexed file still exist? Nothing is read
          --smart                  read new and changed files, by time and size (default)
          --full                   read every file again
          --no-hash-orphans        only list new files; they do not become photos
          --no-detect-duplicates   neither count new copies nor list equal names
          --no-fix-moved           only list files that lie elsewhere now; `storage conflicts` shows them
          --drop-missing           forget files that are missing
          --accept-missing         take it as true when many files are gone at once
        """

    private let uuid: String
    private var options = ReindexOptions()

    init(_ arguments: inout Arguments) throws {
        let modes = ReindexMode.allCases.filter { arguments.flag("--\($0.rawValue)") }
        guard modes.count <= 1 else { throw UsageError("only one of --quick, --smart and --full can be given") }
        options.mode = modes.first ?? .smart
        options.hashOrphans = !arguments.flag("--no-hash-orphans")
        options.detectDuplicates = !arguments.flag("--no-detect-duplicates")
        options.fixMoved = !arguments.flag("--no-fix-moved")
        options.dropMissing = arguments.flag("--drop-missing")
        options.acceptMissing = arguments.flag("--accept-missing")
        uuid = try arguments.positionals(atLeast: 1, atMost: 1, what: "the storage's id")[0]
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        try Sessions.with(terminal.configuration) { session in
            let id = try session.reindex(session.storage(meant: uuid), options)
            let (operation, code) = try session.follow(id, terminal)
            terminal.tellOutcome(operation)
            let result = ReindexResult(operation)
            try terminal.answer(
                result,
                text: """
                    \(result.checked) checked, \(result.added) added, \(result.changed) changed, \(result.moved) moved, \
                    \(result.missing) missing
                    """
            )
            return code
        }
    }
}

/// What INTERFACE.md prints for `storage reindex`.
private struct ReindexResult: Encodable {
    let operation_id: String
    let status: String
    let checked: Int
    let added: Int
    let changed: Int
    let moved: Int
    let missing: Int
    let orphans: Int
    let duplicates: Int
    let hashed: Int

    init(_ operation: OperationDocument) {
        let counts = operation.progress.counts
        operation_id = operation.operationID
        status = operation.status.rawValue
        checked = operation.progress.processed
        added = counts["added"] ?? 0
        changed = counts["changed"] ?? 0
        moved = counts["moved"] ?? 0
        missing = counts["missing"] ?? 0
        orphans = counts["orphans"] ?? 0
        duplicates = counts["duplicates"] ?? 0
        hashed = counts["hashed"] ?? 0
    }
}
