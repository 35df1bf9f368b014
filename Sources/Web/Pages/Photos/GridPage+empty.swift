import Browsing
import Model
import Templating

extension GridPage {
    /// What an empty grid says and offers.
    var empty: TemplateValue {
        let words: (icon: String, text: String, action: String, route: Route)
        switch kind {
        case _ where filter != baseFilter:
            words = ("filter", "No photo matches these filters.", "Clear the filters", route)
        case .library: words = ("library", "There is no photo here yet.", "Add a folder", .newStorage)
        case .favorites:
            words = (
                "favorites", "No favorites yet. Click the heart of a photo, or press S, and it appears here.",
                "Open the library", .photos
            )
        case .search:
            let text = filter.search.map { "Nothing was found for “\($0)”." } ?? "What are you looking for?"
            words = (
                "search", "\(text) Search looks at names, titles, captions, cameras and folders.", "Open the library",
                .photos
            )
        }
        return [
            "EMPTY_ICON": .text(words.icon), "EMPTY_TEXT": .text(words.text), "EMPTY_ACTION": .text(words.action),
            "EMPTY_HREF": .text(words.route.link(words.route == route ? baseFilter.query : [])),
        ]
    }

    /// The filter when nobody chose one: the words searched for belong to the page, the hearts to the favourites.
    private var baseFilter: LibraryFilter {
        var base = LibraryFilter()
        base.search = kind == .search ? filter.search : nil
        base.isFavorite = kind == .favorites && filter.isFavorite
        return base
    }

    /// Choices of the bar of actions; `action` carries the value behind a colon, as `BulkEdit` reads it.
    static let bulkStars: [TemplateValue] = (0...5).reversed().map { stars in
        [
            "BULK_VALUE": .text(BulkEdit.rate(stars).action),
            "BULK_NAME": .text(stars == 0 ? "No stars" : Numbers.count(stars, "star")),
            "BULK_IS_NONE": .when(stars == 0), "BULK_FILLED": .section((0..<stars).map { _ in TemplateValue() }),
        ]
    }

    static let bulkLabels: [TemplateValue] =
        ColorLabel.allCases.map { label in
            [
                "BULK_VALUE": .text(BulkEdit.label(label.rawValue).action), "BULK_NAME": .text(label.rawValue),
                "BULK_CLASS": .text(label.rawValue.lowercased()),
            ]
        } + [["BULK_VALUE": .text(BulkEdit.label(nil).action), "BULK_NAME": "No label", "BULK_CLASS": "none"]]
}
