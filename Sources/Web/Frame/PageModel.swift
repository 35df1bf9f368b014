import Templating

/// One page as plain values: what it shows, not how. The actions fill it from the library; its template shows it.
protocol PageModel: Sendable {
    /// For the window and the history; the page's own `h1` may say more.
    var title: String { get }
    /// The entry of the rail this page belongs to.
    var place: Place? { get }
    /// The page's template, its path below `Templates` without `.html`.
    var template: String { get }
    /// What stands in the search field.
    var searchedWords: String? { get }
    /// What the template is filled with.
    func value(_ context: PageContext) -> TemplateValue
}

extension PageModel {
    var searchedWords: String? { nil }
}

/// The entries of the rail. Only what exists is an entry.
enum Place: String, Sendable, CaseIterable {
    case dashboard, library, favorites, imports, storages, operations, settings

    var title: String {
        switch self {
        case .dashboard: "Dashboard"
        case .library: "Library"
        case .favorites: "Favorites"
        case .imports: "Imports"
        case .storages: "Storages"
        case .operations: "Operations"
        case .settings: "Settings"
        }
    }

    var route: Route {
        switch self {
        case .dashboard: .dashboard
        case .library: .photos
        case .favorites: .favorites
        case .imports: .imports
        case .storages: .storages
        case .operations: .operations
        case .settings: .settings
        }
    }

    /// The name of the symbol in `Public/icons/icons.svg`.
    var icon: String { rawValue }

    /// Whether a line is drawn above the entry.
    var beginsGroup: Bool { self == .imports || self == .operations }

    /// What the bottom bar of a phone calls it, where that is something else.
    var shortTitle: String? { self == .imports ? "Import" : nil }

    /// Whether the bottom bar of a phone has it; what it has no room for is behind "More" there.
    var isInBottomBar: Bool { [.library, .favorites, .imports, .operations].contains(self) }
}
