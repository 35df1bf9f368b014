import Store
import Templating

/// All imports: `/imports`.
struct ImportsPage: PageModel {
    /// Newest first.
    var imports: [ImportFacts]
    /// What was uploaded and not imported yet.
    var uploads: [WaitingUpload] = []
    /// What all of them have brought.
    var totals: ImportTotals
    /// UUID of the storage that is shown alone.
    var storage: String?
    var status: ImportStatus?
    /// All storages, for the menu.
    var storages: [StorageName] = []
    /// The keyset cursor behind the last one, the value of `after`.
    var next: String?
    /// Whether the page begins behind another one.
    var isContinued = false

    var title: String { "Imports" }
    var place: Place? { .imports }
    var template: String { "imports/index" }

    private var isFiltered: Bool { storage != nil || status != nil }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "UPLOADS": .section(uploads.map { $0.value(context) }), "HAS_UPLOADS": .when(!uploads.isEmpty),
            "NEW_HREF": .text(Route.newImport.path), "HAS_IMPORTS": .when(!imports.isEmpty),
            "IMPORTS": .include("imports/_import", imports.map { $0.value(context) }),
            "TOTAL": .optional(totals.sessions > 0 ? total : nil),
            "FILTERS": .include("shared/_filter", totals.sessions > 0 || isFiltered ? [storageMenu, statusMenu] : []),
            "CLEAR_FILTERS": .optional(isFiltered ? Route.imports.path : nil),
            "IS_EMPTY": .when(imports.isEmpty && !isFiltered), "IS_NO_MATCH": .when(imports.isEmpty && isFiltered),
            "NEWEST_HREF": .optional(isContinued ? link(storage, status) : nil),
            "MORE": .optional(
                next.map { Route.imports.link(Self.query(storage, status) + [(name: "after", value: $0)]) }),
        ]
    }

    private var total: String {
        "\(Numbers.count(totals.sessions, "import")) · \(Numbers.count(totals.files, "file")) · \(Numbers.bytes(totals.bytes))"
    }

    private var storageMenu: TemplateValue {
        FilterMenu(
            name: "Storage",
            choices: storages.map { choice in
                FilterMenu.Choice(
                    name: choice.name, href: link(choice.uuid, status), isChosen: choice.uuid == storage)
            }, clearHref: link(nil, status), isSet: storage != nil
        ).value
    }

    private var statusMenu: TemplateValue {
        FilterMenu(
            name: "State",
            choices: ImportStatus.choices.map { choice in
                FilterMenu.Choice(name: choice.word, href: link(storage, choice), isChosen: choice == status)
            }, clearHref: link(storage, nil), isSet: status != nil
        ).value
    }

    private func link(_ storage: String?, _ status: ImportStatus?) -> String {
        Route.imports.link(Self.query(storage, status))
    }

    private static func query(_ storage: String?, _ status: ImportStatus?) -> [(name: String, value: String)] {
        let pairs = [("storage", storage), ("state", status?.text)]
        return pairs.compactMap { name, value in value.map { (name: name, value: $0) } }
    }
}
