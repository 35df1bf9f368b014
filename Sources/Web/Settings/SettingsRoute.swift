/// Settings, and what is known of the program.
enum SettingsRoute: ResourceRoute {
    case page, appearance, cleanCache, library

    var address: RouteAddress {
        switch self {
        case .page: .get("/settings")
        case .appearance: .post("/settings/appearance")
        case .cleanCache: .post("/settings/cache/cleaning")
        case .library: .post("/settings/library")
        }
    }

    static let lines: [RouteLine<SettingsRoute>] = [
        .init(.page), .init(.appearance), .init(.cleanCache), .init(.library),
    ]
}

extension Route {
    static let settings = SettingsRoute.page.route
    static let setAppearance = SettingsRoute.appearance.route
    static let cleanCache = SettingsRoute.cleanCache.route
    static let setLibrary = SettingsRoute.library.route
}
