import Engine

/// Operations: their list, one of them, its events, and what can be asked of it.
enum OperationRoute: ResourceRoute {
    case list
    case page(String)
    case events(String)
    case steer(String, Steering)

    var address: RouteAddress {
        switch self {
        case .list: .get("/operations")
        case .page(let id): .get("/operations/\(id)")
        case .events(let id): .get("/operations/\(id)/events")
        case .steer(let id, let steering): .post("/operations/\(id)/\(steering)")
        }
    }

    static let lines: [RouteLine<OperationRoute>] = [.init(.list), .init(page), .init(events), .init(steer)]
}

extension Route {
    static let operations = OperationRoute.list.route
    static func operation(_ id: String) -> Route { OperationRoute.page(id).route }
    static func operationEvents(_ id: String) -> Route { OperationRoute.events(id).route }
    static func steerOperation(_ id: String, _ steering: Steering) -> Route {
        OperationRoute.steer(id, steering).route
    }
}
