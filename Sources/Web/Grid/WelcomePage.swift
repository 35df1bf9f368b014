import Templating

/// The first page of an empty library.
struct WelcomePage: PageModel {
    /// Folders that probably hold photos and can be added by one click: path and photos counted, if they were.
    var suggestions: [(path: String, photoCount: Int?)] = []

    var title: String { "Welcome" }
    var place: Place? { .dashboard }
    var template: String { "dashboard/welcome" }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "NEW_HREF": .text(Route.newStorage.path), "DISCOVERY_HREF": .text(Route.discovery.path),
            "ADD_ACTION": .text(Route.addStorage.path),
            "HAS_SUGGESTIONS": .when(!suggestions.isEmpty),
            "SUGGESTIONS": .section(
                suggestions.map { suggestion in
                    [
                        "SUGGESTED": .text(suggestion.path), "SUGGESTED_PATH": PathText(suggestion.path).content,
                        "SUGGESTED_COUNT": .optional(suggestion.photoCount.map { Numbers.count($0, "photo") }),
                    ]
                }),
        ]
    }
}
