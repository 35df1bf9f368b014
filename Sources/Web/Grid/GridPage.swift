import Browsing
import Model
import Templating

/// The grid: `/photos`, `/favorites` and `/search`. When the library holds no photo at all, show `WelcomePage` instead.
struct GridPage: PageModel {
    enum Kind: Sendable {
        case library, favorites, search
    }

    var kind: Kind
    var filter: LibraryFilter
    /// In the order of the page, newest first; photos without a date last.
    var tiles: [PhotoTile]
    /// Photos that match the filter; nil = not counted.
    var total: Int?
    /// The keyset cursor behind the last tile, the value of `after`; nil = the end is reached.
    var next: String?
    /// The page begins here instead of at the newest photo (`until` = year), so there is more above.
    var until: Int?
    /// The cursor the page began at (`after`), for a way back to the beginning.
    var after: String?
    /// Years with photos that match, newest first, for the scrubber and the menu.
    var years: [YearCount] = []
    /// All storages, for the menu.
    var storages: [StorageName] = []
    /// What the import of the filter is called.
    var importTitle: String?

    var title: String {
        switch kind {
        case .library: "Library"
        case .favorites: "Favorites"
        case .search: filter.search.map { "Search: \($0)" } ?? "Search"
        }
    }

    var place: Place? { kind == .favorites ? .favorites : .library }
    var template: String { "photos/index" }
    var searchedWords: String? { filter.search }

    var route: Route {
        switch kind {
        case .library: .photos
        case .favorites: .favorites
        case .search: .search
        }
    }

    /// `1,204 photos and videos`
    private func counted(_ total: Int) -> String {
        switch filter.type {
        case .photo: Numbers.count(total, "photo")
        case .video: Numbers.count(total, "video")
        case nil: Numbers.count(total, "photo or video", "photos and videos")
        }
    }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "HEADING": .text(heading), "COUNT": .optional(total.map(counted)),
            "FILTERS": .include("shared/_filter", hasFilters ? FilterBar(page: self).menus : []),
            "TOGGLES": .section(hasFilters ? FilterBar(page: self).toggles : []),
            "CLEAR_FILTERS": .optional(isFiltered ? route.path : nil),
            "IS_CONTINUED": .optional(until != nil || after != nil ? route.link(filter.query) : nil),
            "MONTHS": .section(months), "HAS_TILES": .when(!tiles.isEmpty),
            "BULK_ACTION": .text(Route.editPhotos.path), "BULK_STARS": .section(Self.bulkStars),
            "BULK_LABELS": .section(Self.bulkLabels), "MORE": .optional(moreLink),
            "SCRUBBER": .when(years.count > 1 && hasScrubber), "YEARS": .section(years.map(scrubberEntry)),
            "EMPTY": .when(tiles.isEmpty ? empty : nil),
        ]
    }

    private var heading: String {
        guard kind == .search else { return title }
        return filter.search.map { "“\($0)”" } ?? "Search"
    }

    /// Whether anything but the words searched for narrows the grid.
    private var isFiltered: Bool {
        var rest = filter
        rest.search = nil
        if kind == .favorites { rest.isFavorite = false }
        return !rest.isEmpty
    }

    /// Where nothing is there is nothing to narrow.
    private var hasFilters: Bool { !tiles.isEmpty || isFiltered }

    /// The years are those of the whole library: behind a filter they are of use only when it leaves several pages.
    private var hasScrubber: Bool { filter.isEmpty || next != nil || until != nil || after != nil }

    private var moreLink: String? { next.map { route.link(filter.query + [(name: "after", value: $0)]) } }

    private var tileQuery: [(name: String, value: String)] {
        var context = filter
        if kind == .favorites { context.isFavorite = true }
        return context.query
    }

    /// The tiles under a heading for each month, in their order.
    private var months: [TemplateValue] {
        let query = tileQuery
        var months: [TemplateValue] = []
        var current: (title: String, tiles: [TemplateValue])?
        func close() {
            guard let month = current else { return }
            months.append(["MONTH": .text(month.title), "TILES": .include("shared/_tile", month.tiles)])
        }
        for tile in tiles {
            var tile = tile
            tile.isEditable = true
            let title = tile.taken.map(Times.month) ?? "Without a date"
            if current?.title != title {
                close()
                current = (title, [])
            }
            current?.tiles.append(tile.value(query))
        }
        close()
        return months
    }

    private func scrubberEntry(_ entry: YearCount) -> TemplateValue {
        [
            "YEAR": .text(entry.title), "YEAR_COUNT": .text(Numbers.count(entry.count, "photo")),
            "YEAR_HREF": .text(route.link(filter.query + [(name: "until", value: String(entry.year))])),
            "IS_THIS_YEAR": .when(until == entry.year),
        ]
    }
}
