import Browsing
import Model
import Templating

/// The chips above the grid: menus of links and toggles that are links, so they work without a script.
struct FilterBar {
    let page: GridPage

    /// One choice of a menu: what it is called and the filter it leads to.
    private struct Choice {
        let name: String
        let filter: LibraryFilter
    }

    /// Menus with one choice each: type, year, rating, storage. A menu without a choice is left out.
    var menus: [TemplateValue] {
        [
            menu("Type", MediaType.allCases.map { type in choice(Self.word(type)) { $0.type = type } }) {
                $0.type = nil
            },
            page.kind == .favorites ? nil : starMenu,
            menu("Year", page.years.map { year in choice(year.title) { $0.year = year.year } }) { $0.year = nil },
            menu("Storage", page.storages.map { storage in choice(storage.name) { $0.storage = storage.uuid } }) {
                $0.storage = nil
            },
            importMenu,
        ].compactMap { $0 }
    }

    /// There for the import whose photos are shown; imports are chosen on their own page.
    private var importMenu: TemplateValue? {
        guard page.filter.importSession != nil else { return nil }
        return menu("Import", page.importTitle.map { [Choice(name: $0, filter: page.filter)] } ?? []) {
            $0.importSession = nil
        }
    }

    private var starMenu: TemplateValue? {
        let choices = (1...5).reversed().map { stars in
            choice(stars == 5 ? "5 stars" : "\(Numbers.count(stars, "star")) or more") { $0.minimumRating = stars }
        }
        return menu("Stars", choices) { $0.minimumRating = nil }
    }

    /// Choices that are on or off.
    var toggles: [TemplateValue] {
        guard page.kind != .favorites else { return [] }
        var other = page.filter
        other.isFavorite.toggle()
        return [
            [
                "TOGGLE_NAME": "Favorites", "TOGGLE_ICON": "heart", "TOGGLE_HREF": .text(page.route.link(other.query)),
                "IS_ON": .when(page.filter.isFavorite),
            ]
        ]
    }

    private func choice(_ name: String, _ change: (inout LibraryFilter) -> Void) -> Choice {
        var filter = page.filter
        change(&filter)
        return Choice(name: name, filter: filter)
    }

    private func menu(_ name: String, _ choices: [Choice], _ clear: (inout LibraryFilter) -> Void) -> TemplateValue? {
        var cleared = page.filter
        clear(&cleared)
        guard !choices.isEmpty || cleared != page.filter else { return nil }
        return FilterMenu(
            name: name,
            choices: choices.map { choice in
                FilterMenu.Choice(
                    name: choice.name, href: page.route.link(choice.filter.query),
                    isChosen: choice.filter == page.filter)
            }, clearHref: page.route.link(cleared.query), isSet: cleared != page.filter
        ).value
    }

    private static func word(_ type: MediaType) -> String { type == .photo ? "Photos" : "Videos" }
}
