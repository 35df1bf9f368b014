import Model
import Templating

/// One storage: `/storages/{uuid}`.
struct StoragePage: PageModel {
    var facts: StorageFacts
    var notes = ""
    var policy = WritePolicy.embed
    var tags: [String] = []
    /// Whether anything is written into it.
    var isActive = true
    /// Ratings and texts that wait to be written into its files.
    var pendingWrites = 0
    /// What is wrong with the storage itself: away, read-only, its signature changed.
    var problem: PageProblem?
    /// The newest files that could not be read; `facts.problemCount` counts all.
    var problems: [FileProblem] = []
    /// What ran on it, newest first, some five.
    var operations: [OperationFacts] = []
    /// Why the form was refused, beside the field it is about (`name`, `notes`, `policy`).
    var refused: FieldProblem?
    /// What was typed as the folder of a form that was refused.
    var typedPath: String?

    var title: String { facts.name }
    var place: Place? { .storages }
    var template: String { "storages/show" }

    func value(_ context: PageContext) -> TemplateValue {
        facts.value(context).merging([
            "LIST_HREF": .text(Route.storages.path), "PROBLEM": problem.content, "NOTES": .text(notes),
            "TAGS": .text(tags.joined(separator: ", ")), "ROOT": .text(typedPath ?? facts.path),
            "ACTIVITIES": .section([true, false].map(activityChoice)),
            "HAS_PATH_PROBLEM": .when(refused?.field == "path"), "PATH_PROBLEM": refused.content(for: "path"),
            "STATISTICS_HREF": .text(Route.storageStatistics(facts.uuid).path),
            "BACKUP_HREF": .text(Route.storageBackup(facts.uuid).path),
            "UUID": .text(facts.uuid), "LOCK_HREF": .text(Route.storageLock(facts.uuid).path),
            "EDIT_ACTION": .text(Route.editStorage(facts.uuid).path),
            "HAS_NAME_PROBLEM": .when(refused?.field == "name"), "NAME_PROBLEM": refused.content(for: "name"),
            "POLICIES": .section(WritePolicy.allCases.map(policyChoice)),
            "REINDEX_ACTION": .text(Route.reindexStorage(facts.uuid).path), "MODES": .section(Self.modes),
            "OPTIONS": .section(Self.options), "CONFLICTS_HREF": .text(Route.conflicts(facts.uuid).path),
            "CONFLICT_COUNT": .text(Numbers.count(facts.conflictCount)),
            "CAN_INDEX": .when(facts.state != .offline && facts.operation == nil),
            "REMOVE_HREF": .text(Route.storage(facts.uuid).link([(name: "confirm", value: "removal")])),
            "PENDING": .optional(pendingWrites > 0 ? Numbers.count(pendingWrites, "change") : nil),
            "HAS_PROBLEMS": .when(!problems.isEmpty), "PROBLEMS": .include("shared/_problems", problems.map(\.value)),
            "PROBLEM_COUNT": .text(Numbers.count(max(facts.problemCount, problems.count))),
            "MORE_PROBLEMS": .optional(
                facts.problemCount > problems.count ? "The newest \(Numbers.count(problems.count)) are shown." : nil),
            "HAS_OPERATIONS": .when(!operations.isEmpty),
            "OPERATIONS": .include("operations/_row", operations.map { $0.value(context) }),
        ])
    }

    /// The question behind "Remove from the library": nothing on the drive is touched.
    var removal: ConfirmationPage {
        ConfirmationPage(
            confirmation: Confirmation(
                question: "Remove \(facts.name) from the library?",
                consequences: [
                    "\(Numbers.count(facts.photoCount, "photo")) will no longer be shown here.",
                    "The files and what is written in them stay where they are: \(facts.path).",
                    "Ratings that wait to be written are lost.",
                ], button: "Remove \(facts.name)", action: .removeStorage(facts.uuid),
                fields: [(name: "confirmed", value: "1")]),
            back: .storage(facts.uuid), place: .storages)
    }

    private func policyChoice(_ choice: WritePolicy) -> TemplateValue {
        let words: (name: String, help: String) =
            switch choice {
            case .embed: ("Into the file", "Other programs see it at once.")
            case .sidecar: ("Into a sidecar", "The photo stays byte for byte as it is; an .xmp file lies beside it.")
            case .both: ("Both", "Into the file and into a sidecar.")
            }
        return [
            "POLICY": .text(choice.rawValue), "POLICY_NAME": .text(words.name), "POLICY_HELP": .text(words.help),
            "IS_CHECKED": .when(choice == policy),
        ]
    }

    private func activityChoice(_ choice: Bool) -> TemplateValue {
        [
            "ACTIVITY": .text(choice ? "yes" : "no"), "ACTIVITY_NAME": .text(choice ? "Active" : "At rest"),
            "ACTIVITY_HELP": .text(
                choice ? "Ratings and captions are written into its files." : "Shown, but nothing is written to it."),
            "IS_CHECKED": .when(choice == isActive),
        ]
    }

    private static let modes: [TemplateValue] = [
        ["MODE": "quick", "MODE_NAME": "Quick check", "MODE_HELP": "Is every known file still there?"],
        ["MODE": "smart", "MODE_NAME": "Re-index", "MODE_HELP": "Reads new and changed files."],
        ["MODE": "full", "MODE_NAME": "Re-index everything", "MODE_HELP": "Reads every file again."],
    ]

    private static let options: [TemplateValue] = [
        option("hash_orphans", "Read new files", "Otherwise they are only listed, and do not become photos.", true),
        option("detect_duplicates", "Look for duplicates", "New copies of known pictures, and equal names.", true),
        option("fix_moved", "Follow moved files", "Otherwise they are only listed until you accept them.", true),
        option("drop_missing", "Forget missing files", "Otherwise they are listed, and stay in the library.", false),
        option(
            "accept_missing", "Accept that many files are gone",
            "Otherwise nothing is marked when more than a tenth is missing at once.", false),
    ]

    private static func option(_ name: String, _ title: String, _ help: String, _ isOn: Bool) -> TemplateValue {
        [
            "OPTION": .text(name), "OPTION_NAME": .text(title), "OPTION_HELP": .text(help), "IS_ON": .when(isOn),
        ]
    }
}
