package import Templating

/// The first page of an empty library.
package struct WelcomePage: PageModel {
    /// Folders that probably hold photos and can be added by one click: path and photos counted, if they were.
    package var suggestions: [(path: String, photoCount: Int?)]

    package init(suggestions: [(path: String, photoCount: Int?)] = []) { self.suggestions = suggestions }

    package var title: String { "Welcome" }
    package var place: Place? { .dashboard }
    package var template: String { "dashboard/welcome" }

    package func value(_ context: PageContext) -> TemplateValue {
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
