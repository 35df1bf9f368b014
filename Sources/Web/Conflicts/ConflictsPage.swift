import Store
import Templating

/// What differs between the library and a storage: `/storages/{uuid}/conflicts`.
struct ConflictsPage: PageModel {
    var uuid: String
    var storageName: String
    /// The only kind that is shown; nil = the beginning of each.
    var kind: ConflictKind?
    /// Open conflicts of each kind.
    var counts: [ConflictKind: Int]
    var sections: [ConflictSection]

    var title: String { "Conflicts of \(storageName)" }
    var place: Place? { .storages }
    var template: String { "storages/conflicts" }

    func value(_ context: PageContext) -> TemplateValue {
        let kinds = ConflictKind.allCases.filter { counts[$0, default: 0] > 0 || $0 == kind }
        return [
            "STORAGE_NAME": .text(storageName), "STORAGE_HREF": .text(Route.storage(uuid).path),
            "IS_CALM": .when(sections.isEmpty), "HAS_KINDS": .when(!kinds.isEmpty),
            "ALL_HREF": .text(Route.conflicts(uuid).path), "IS_ALL": .when(kind == nil),
            "KINDS": .section(
                kinds.map { shown in
                    [
                        "KIND": .text(ConflictWords(shown).title), "KIND_HREF": .text(link(shown)),
                        "KIND_COUNT": .text(Numbers.count(counts[shown, default: 0])),
                        "IS_THIS_KIND": .when(shown == kind),
                    ]
                }),
            "SECTIONS": .section(sections.map { $0.value(context, uuid: uuid) }),
        ]
    }

    private func link(_ kind: ConflictKind) -> String {
        Route.conflicts(uuid).link([(name: "type", value: kind.rawValue)])
    }
}

/// Conflicts of one kind, with what can be done about them.
struct ConflictSection: Sendable {
    var kind: ConflictKind
    /// All of the kind.
    var total: Int
    var rows: [ConflictRow]
    /// Cursor of the next rows; nil = these were the last.
    var next: String?

    func value(_ context: PageContext, uuid: String) -> TemplateValue {
        let words = ConflictWords(kind)
        let query = [(name: "type", value: kind.rawValue)]
        return [
            "SECTION_TITLE": .text(words.title), "SECTION_KIND": .text(kind.rawValue),
            "SECTION_COUNT": .text(Numbers.count(total)), "SECTION_HELP": .text(words.help),
            "SETTLE_ACTION": .text(Route.settleConflicts(uuid).path),
            "CONFLICTS": .include("storages/_conflict", rows.map { $0.value(context) }),
            "ALL_WORDS": .text("All \(Numbers.count(total, words.one, words.many))"),
            "BULK": .section(
                words.choices.map { choice in
                    [
                        "CHOICE": .text(choice.action), "CHOICE_NAME": .text(choice.bulk),
                        "CHOICE_CLASS": choice.isLoss ? "button-danger" : "button-plain",
                    ]
                }),
            "MORE_HREF": .optional(
                next.map { Route.conflicts(uuid).link(query + [(name: "after", value: $0)]) }),
        ]
    }
}

/// One conflict.
struct ConflictRow: Sendable {
    /// A picture with words below it.
    struct Picture: Sendable {
        var thumbnail: Route?
        var path: String
        var note: String
    }

    /// What the library and the file say of one field.
    struct Difference: Sendable {
        var field: String
        var library: String?
        var file: String?
    }

    var id: Int64
    var kind: ConflictKind
    var path: String
    /// Where a moved file lies now.
    var newPath: String?
    var photo: Route?
    var thumbnail: Route?
    /// Seconds since 1970.
    var lastSeen: Double?
    /// Bytes.
    var size: Int64?
    /// Where the same picture lies, a sentence each.
    var copies: [String] = []
    /// Whether one of the copies can be reached now.
    var isRestorable = false
    var differences: [Difference] = []
    var pictures: [Picture] = []

    func value(_ context: PageContext) -> TemplateValue {
        let choices = ConflictWords(kind).choices.filter { $0.action != "restore" || isRestorable }
        return [
            "CONFLICT_ID": .text(String(id)), "CONFLICT_NAME": .text(PathText(path).name),
            "THUMBNAIL": .optional(thumbnail?.path), "CONFLICT_PATH": PathText(path).content,
            "PHOTO_HREF": .optional(photo?.path),
            "MOVED": .when(newPath.map { ["NEW_PATH": PathText($0).content] }),
            "SIZE": .optional(size.map { Numbers.bytes($0) }),
            "WAS_SEEN": .when(lastSeen != nil), "LAST_SEEN": context.times.content(lastSeen),
            "COPIES": .section(copies.map { ["COPY": .text($0)] }),
            "HAS_NO_COPY": .when(kind == .missingFile && copies.isEmpty),
            "DIFFERENCES": .section(
                differences.map {
                    [
                        "FIELD_NAME": .text($0.field), "LIBRARY_SAYS": .text($0.library ?? "nothing"),
                        "FILE_SAYS": .text($0.file ?? "nothing"),
                    ]
                }), "HAS_DIFFERENCES": .when(!differences.isEmpty),
            "PICTURES": .section(
                pictures.map {
                    [
                        "PICTURE_THUMBNAIL": .optional($0.thumbnail?.path), "PICTURE_PATH": PathText($0.path).content,
                        "PICTURE_NOTE": .text($0.note),
                    ]
                }), "HAS_PICTURES": .when(!pictures.isEmpty),
            "CHOICES": .section(
                choices.map {
                    [
                        "ONE": .text("\($0.action).\(id)"), "ONE_NAME": .text($0.name),
                        "ONE_CLASS": $0.isLoss ? "button-danger" : "button-plain",
                    ]
                }),
        ]
    }
}
