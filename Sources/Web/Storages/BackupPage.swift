import Templating

/// What belongs into a backup of a storage, and how it comes back: `/storages/{uuid}/backup`.
struct BackupPage: PageModel {
    /// One line of the list.
    struct Part: Sendable, Hashable {
        var name: String
        var isNeeded: Bool
        var purpose: String
        /// nil = it is not there now.
        var bytes: Int64?
    }

    var facts: StorageFacts
    var parts: [Part]
    /// The library's own folder, which is no part of the storage.
    var library: String

    var title: String { "Backup of \(facts.name)" }
    var place: Place? { .storages }
    var template: String { "storages/backup" }

    func value(_ context: PageContext) -> TemplateValue {
        facts.value(context).merging([
            "LIBRARY": .text(library), "ROOT": .text(facts.path),
            "TOTAL": .text(Numbers.bytes(parts.reduce(0) { $0 + ($1.bytes ?? 0) })),
            "ADD_HREF": .text(Route.newStorage.path),
            "PARTS": .section(
                parts.map { part in
                    [
                        "PART": .text(part.name), "PART_PURPOSE": .text(part.purpose),
                        "PART_NEED": .text(part.isNeeded ? "Needed" : "Good to have"),
                        "PART_SIZE": .text(part.bytes.map(Numbers.bytes) ?? "not there"),
                    ]
                }),
        ])
    }
}
