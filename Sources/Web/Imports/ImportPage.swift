import Model
import Templating

/// One import with every file of its source: `/imports/{id}`, complete by reload, live by its operation's events.
struct ImportPage: PageModel {
    var facts: ImportFacts
    /// How far it is; nil for an import that another library has made.
    var operation: OperationPage?
    var choice = LedgerChoice.all
    /// Files of the choice, in path order.
    var files: [ImportFileRow]
    /// The keyset cursor behind the last one, the value of `after`.
    var next: String?
    /// Whether the table begins behind another page.
    var isContinued = false
    /// What can be done besides steering the operation.
    var abilities: Set<Ability> = []
    /// The upload it was made of, whose files were not all imported and wait for somebody to decide.
    var leftUpload: String?
    /// What speaks against what was asked of it.
    var problem: PageProblem?

    /// What can be asked of an import.
    enum Ability: Sendable, Hashable, CaseIterable {
        case retry, rollBack, restore
    }

    var title: String { facts.title }
    var place: Place? { .imports }
    var template: String { "imports/show" }

    func value(_ context: PageContext) -> TemplateValue {
        let value: TemplateValue = [
            "HEADING": .text(facts.title), "LIST_HREF": .text(Route.imports.path),
            "IMPORT_LINE": .text("Import \(Numbers.count(facts.number)) into"),
            "HAS_PROGRESS": .when(operation != nil), "TRANSFER": .text(facts.isMove ? "moved from" : "copied from"),
            "PROGRESS": .include("operations/_progress", operation.map { [$0.progress(context)] } ?? []),
            "PROBLEM": [problem, operation?.problem].compactMap { $0 }.content, "ACTIONS": .section(actions),
            "RELOAD_HREF": .optional(operation?.facts.status.isMoving ?? false ? facts.route.path : nil),
            "PHOTOS_HREF": .optional(hasPhotos && operation?.nextStep == nil ? photos : nil),
        ]
        let moving = operation?.facts.value(context) ?? Self.still
        let page = moving.merging(facts.value(context)).merging(value).merging(ledger(context))
        // What was taken back is not taken up again by its old operation.
        guard facts.status == .rolledBack else { return page }
        return page.merging(["OPERATION_CONTROLS": .include("operations/_control", [])])
    }

    /// Whether nothing more happens unless somebody asks for it.
    private var isOver: Bool { operation?.facts.status.isTerminal ?? true }

    /// An import without an operation has nothing to follow or to steer.
    private static let still: TemplateValue = [
        "OPERATION_ID": .text(""), "OPERATION_EVENTS": .optional(nil),
        "OPERATION_CONTROLS": .include("operations/_control", []),
    ]

    private var hasPhotos: Bool { facts.status != .rolledBack && facts.tally[.imported] + facts.tally[.replaced] > 0 }

    /// The grid with what it has brought.
    private var photos: String { Route.photos.link([(name: "import", value: String(facts.id))]) }

    private var actions: [TemplateValue] {
        let id = String(facts.id)
        var actions: [TemplateValue] = []
        if abilities.contains(.retry) {
            let failed = Numbers.count(facts.tally[.failed], "failed file")
            actions.append(Self.action("Retry \(failed)", "restart", form: Route.retryImport(id).path))
        }
        if abilities.contains(.restore) {
            actions.append(Self.action("Restore from trash", "undo", form: Route.restoreImport(id).path))
        }
        if isOver {
            actions.append(
                Self.action("Import again", "plus", link: Route.newImport.link([(name: "again", value: id)])))
        }
        if let leftUpload {
            let form = Route.discardUpload(leftUpload).path
            actions.append(Self.action("Discard what was left of the upload", "close", form: form, weight: "danger"))
        }
        if abilities.contains(.rollBack) {
            let href = facts.route.link([(name: "confirm", value: "rollback")])
            actions.append(Self.action("Roll back", "undo", link: href, weight: "danger"))
        }
        return actions
    }

    private static func action(
        _ words: String, _ icon: String, form: String? = nil, link: String? = nil, weight: String = "plain"
    ) -> TemplateValue {
        [
            "ACTION_WORDS": .text(words), "ACTION_ICON": .text(icon), "ACTION_FORM": .optional(form),
            "ACTION_LINK": .optional(link), "ACTION_WEIGHT": .text(weight),
        ]
    }
}
