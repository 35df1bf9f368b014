/// The first page.
enum DashboardRoute: ResourceRoute {
    case dashboard

    var address: RouteAddress { .get("/") }

    static let lines: [RouteLine<DashboardRoute>] = [.init(.dashboard)]
}

extension Route {
    static let dashboard = DashboardRoute.dashboard.route
}
