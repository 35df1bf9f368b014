/// The lists of photos.
enum GridRoute: ResourceRoute {
    case photos, favorites, search

    var address: RouteAddress {
        switch self {
        case .photos: .get("/photos")
        case .favorites: .get("/favorites")
        case .search: .get("/search")
        }
    }

    static let lines: [RouteLine<GridRoute>] = [.init(.photos), .init(.favorites), .init(.search)]
}

extension Route {
    static let photos = GridRoute.photos.route
    static let favorites = GridRoute.favorites.route
    static let search = GridRoute.search.route
}
