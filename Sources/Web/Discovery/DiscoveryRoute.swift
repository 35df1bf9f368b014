/// Looking for storages.
enum DiscoveryRoute: ResourceRoute {
    case page, start, cancel, add

    var address: RouteAddress {
        switch self {
        case .page: .get("/storages/discovery")
        case .start: .post("/storages/discovery")
        case .cancel: .post("/storages/discovery/cancel")
        case .add: .post("/storages/discovery/add")
        }
    }

    static let lines: [RouteLine<DiscoveryRoute>] = [.init(.page), .init(.start), .init(.cancel), .init(.add)]
}

extension Route {
    static let discovery = DiscoveryRoute.page.route
    static let startDiscovery = DiscoveryRoute.start.route
    static let cancelDiscovery = DiscoveryRoute.cancel.route
    static let addDiscovered = DiscoveryRoute.add.route
}
