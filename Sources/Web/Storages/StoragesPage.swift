package import Templating

/// All storages: `/storages`.
package struct StoragesPage: PageModel {
    /// In the order of their names.
    package var storages: [StorageFacts]

    package init(storages: [StorageFacts]) { self.storages = storages }

    package var title: String { "Storages" }
    package var place: Place? { .storages }
    package var template: String { "storages/index" }

    package func value(_ context: PageContext) -> TemplateValue {
        let photos = storages.reduce(0) { $0 + $1.photoCount }
        let bytes = storages.reduce(0) { $0 + $1.totalSize }
        return [
            "NEW_HREF": .text(Route.newStorage.path), "DISCOVERY_HREF": .text(Route.discovery.path),
            "HAS_STORAGES": .when(!storages.isEmpty),
            "STORAGES": .include("storages/_storage", storages.map { $0.value(context) }),
            "IS_EMPTY": .when(storages.isEmpty),
            "TOTAL": .text("\(Numbers.count(photos, "photo")) · \(Numbers.bytes(bytes))"),
        ]
    }
}
