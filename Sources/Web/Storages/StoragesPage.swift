import Templating

/// All storages: `/storages`.
struct StoragesPage: PageModel {
    /// In the order of their names.
    var storages: [StorageFacts]

    var title: String { "Storages" }
    var place: Place? { .storages }
    var template: String { "storages/index" }

    func value(_ context: PageContext) -> TemplateValue {
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
