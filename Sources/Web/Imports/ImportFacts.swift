import Model
import Templating

/// The state of an import: that of its operation, unless it was rolled back.
enum ImportStatus: Sendable, Hashable {
    case operation(OperationStatus)
    case rolledBack

    /// - Parameter text: the word of docs/interface.md.
    init(_ text: String) {
        self =
            OperationStatus(rawValue: text).map { .operation($0) }
            ?? (text == "rolled_back" ? .rolledBack : .operation(.pending))
    }

    /// As links and the table have it.
    var text: String {
        switch self {
        case .operation(let status): status.rawValue
        case .rolledBack: "rolled_back"
        }
    }

    var word: String {
        switch self {
        case .operation(let status): status.word
        case .rolledBack: "Rolled back"
        }
    }

    var tone: String {
        switch self {
        case .operation(let status): status.tone
        case .rolledBack: "quiet"
        }
    }

    /// Those that a list is filtered by.
    static let choices: [ImportStatus] =
        [.inProgress, .paused, .complete, .failed, .cancelled].map { .operation($0) } + [.rolledBack]
}

/// One import as every list shows it.
struct ImportFacts: Sendable, Hashable {
    /// Key of the session.
    var id: Int64
    /// Counted in its storage.
    var number: Int
    var title: String
    /// The folder, for people.
    var source: String
    var storage: StorageName
    var status: ImportStatus
    /// Seconds since 1970.
    var createdAt: Double?
    /// Files by fate; their sum is the number found.
    var tally = Tally()
    /// Files that have no fate yet.
    var waiting = 0
    /// Duplicates that wait for a decision.
    var questions = 0
    /// Of what was imported.
    var bytes: Int64 = 0
    var isMove = false

    var route: Route { .importSession(String(id)) }

    /// For `imports/_import`.
    func value(_ context: PageContext) -> TemplateValue {
        [
            "IMPORT_HREF": .text(route.path), "IMPORT_NAME": .text(title), "IMPORT_STATUS": .text(status.word),
            "IMPORT_TONE": .text(status.tone), "IMPORT_SOURCE": PathText(source).content,
            "IMPORT_STORAGE": .text(storage.name), "IMPORT_STORAGE_HREF": .text(Route.storage(storage.uuid).path),
            "IMPORT_CREATED": context.times.content(createdAt), "IMPORT_SUMS": .text(sums),
            "AGAIN_HREF": .text(Route.newImport.link([(name: "again", value: String(id))])),
            "IMPORT_QUESTIONS": .optional(questions > 0 ? Numbers.count(questions, "question") : nil),
        ]
    }

    /// `1,204 imported · 12 duplicate · 4.2 GB`
    private var sums: String {
        let fates = Fate.allCases.filter { tally[$0] > 0 }.map { fate in
            "\(Numbers.count(tally[fate])) \(fate.word(in: .import).lowercased())"
        }
        let size = bytes > 0 ? [Numbers.bytes(bytes)] : []
        return fates.isEmpty ? "No files yet" : (fates + size).joined(separator: " · ")
    }

    private var nothingNew: String {
        if tally.total == 0 { return "the source holds none" }
        let duplicates = tally[.duplicate]
        return duplicates > 0 ? "\(Numbers.count(duplicates, "is a duplicate", "are duplicates"))" : "none is new"
    }

    /// One sentence when it is over: `1,204 of 1,312 files imported in 3 m 12 s.`
    func outcome(_ operation: OperationFacts) -> String? {
        if status == .rolledBack {
            return "Rolled back: what could be taken back lies in the trash of \(storage.name)."
        }
        guard operation.status == .complete, operation.kind == .import else { return nil }
        let arrived = tally[.imported] + tally[.replaced]
        let seconds = (operation.updatedAt ?? 0) - (operation.startedAt ?? 0)
        let took = seconds > 0 ? " in \(Times.duration(seconds))" : ""
        let what =
            arrived > 0
            ? "\(Numbers.count(arrived)) of \(Numbers.count(tally.total, "file")) imported\(took)."
            : "No file was imported: \(nothingNew)."
        let lost = tally[.failed] + tally[.rejected]
        return lost > 0 ? "\(what) \(Numbers.count(lost, "file")) could not be imported." : what
    }
}
