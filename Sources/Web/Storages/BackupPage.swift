package import Templating

/// What belongs into a backup of a storage, and how it comes back: `/storages/{uuid}/backup`.
package struct BackupPage: PageModel {
    /// One line of the list.
    package struct Part: Sendable, Hashable {
        package var name: String
        package var isNeeded: Bool
        package var purpose: String
        /// nil = it is not there now.
        package var bytes: Int64?

        package init(name: String, isNeeded: Bool, purpose: String, bytes: Int64?) {
            self.name = name
            self.isNeeded = isNeeded
            self.purpose = purpose
            self.bytes = bytes
        }
    }

    package var facts: StorageFacts
    package var parts: [Part]
    /// The library's own folder, which is no part of the storage.
    package var library: String

    package init(facts: StorageFacts, parts: [Part], library: String) {
        self.facts = facts
        self.parts = parts
        self.library = library
    }

    package var title: String { "Backup of \(facts.name)" }
    package var place: Place? { .storages }
    package var template: String { "storages/backup" }

    package func value(_ context: PageContext) -> TemplateValue {
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
