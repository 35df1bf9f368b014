import Engine
import Model
import Templating

/// One operation as every list shows it; the names are those of docs/interface.md's operation object.
struct OperationFacts: Sendable, Hashable {
    var id: String
    var kind: OperationKind
    var status: OperationStatus
    /// What it works on, the name of a storage.
    var subject: String?
    var processed = 0
    /// nil while it is still counted.
    var total: Int?
    /// `Reading files`, as the operation names its phase.
    var phase: String?
    /// Seconds since 1970.
    var startedAt: Double?
    var updatedAt: Double?
    var failed = 0
    var tally = Tally()
    var errorMessage: String?
    var hint: String?

    var percent: Int? { status == .complete ? 100 : Numbers.percent(processed, of: total) }

    /// `Index · Holidays`
    var heading: String { subject.map { "\(kind.title) · \($0)" } ?? kind.title }

    /// `43,072 of 206,778 files`
    var counted: String {
        if status == .pending { return "Waits for its turn" }
        guard let total, total > 0 || processed > 0 else { return Numbers.count(processed, "file") }
        guard processed < total else { return Numbers.count(total, "file") }
        return "\(Numbers.count(processed)) of \(Numbers.count(total, "file"))"
    }

    /// A row of a table or list, for `operations/_row` and `operations/_running`.
    func value(_ context: PageContext) -> TemplateValue {
        [
            "OPERATION_ID": .text(id), "OPERATION_HREF": .text(Route.operation(id).path),
            "OPERATION_TITLE": .text(kind.title), "OPERATION_SUBJECT": .optional(subject),
            "OPERATION_STATUS": .text(status.word), "OPERATION_TONE": .text(status.tone),
            "OPERATION_COUNTED": .text(counted),
            "OPERATION_HAS_PERCENT": .optional(percent.map(String.init)),
            "OPERATION_PHASE": .optional(status.isTerminal ? nil : phase),
            "OPERATION_STARTED": context.times.content(startedAt),
            "OPERATION_TOOK": .text(elapsed(context).map(Times.duration) ?? "–"),
            "OPERATION_FAILED": .optional(failed > 0 ? Numbers.count(failed) : nil),
            "OPERATION_EVENTS": .optional(status.isMoving ? Route.operationEvents(id).path : nil),
            "OPERATION_CONTROLS": .include("operations/_control", controls.map(\.value)),
        ]
    }

    /// Seconds it has been running.
    func elapsed(_ context: PageContext) -> Double? {
        guard let startedAt else { return nil }
        let end = status.isMoving ? context.times.now : updatedAt ?? startedAt
        return max(0, end - startedAt)
    }

    /// `Resume at 43,072 of 206,778`, of an import; nil = the usual word.
    private var resumeWord: String? {
        guard kind == .import, let total, processed > 0, processed < total else { return nil }
        return "Resume at \(Numbers.count(processed)) of \(Numbers.count(total))"
    }

    /// The buttons that make sense in this state.
    var controls: [OperationControl] {
        switch status {
        case .pending, .starting: [OperationControl(id, .cancel, .danger)]
        case .inProgress: [OperationControl(id, .pause, .plain), OperationControl(id, .cancel, .danger)]
        case .paused:
            [
                OperationControl(id, .resume, .primary, word: resumeWord), OperationControl(id, .restart, .plain),
                OperationControl(id, .cancel, .danger),
            ]
        case .failed: [OperationControl(id, .resume, .primary), OperationControl(id, .restart, .plain)]
        case .cancelled: [OperationControl(id, .restart, .plain)]
        case .complete: []
        }
    }
}

/// One button that steers an operation.
struct OperationControl {
    enum Weight: String { case primary, plain, danger }

    private let id: String
    private let steering: Steering
    private let weight: Weight
    private let ownWord: String?

    init(_ id: String, _ steering: Steering, _ weight: Weight, word: String? = nil) {
        self.id = id
        self.steering = steering
        self.weight = weight
        ownWord = word
    }

    var value: TemplateValue {
        let word = steering == .restart ? "Start over" : Sentence.capitalized(steering.rawValue)
        return [
            "CONTROL_ACTION": .text(Route.steerOperation(id, steering).path), "CONTROL_WORD": .text(ownWord ?? word),
            "CONTROL_WEIGHT": .text(weight.rawValue), "CONTROL_ICON": .text(steering.rawValue),
        ]
    }
}
