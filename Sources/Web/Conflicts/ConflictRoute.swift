/// What differs between the library and a storage.
enum ConflictRoute: ResourceRoute {
    case list(String)
    case settle(String)

    var address: RouteAddress {
        switch self {
        case .list(let uuid): .get("/storages/\(uuid)/conflicts")
        case .settle(let uuid): .post("/storages/\(uuid)/conflicts")
        }
    }

    static let lines: [RouteLine<ConflictRoute>] = [.init(list), .init(settle)]
}

extension Route {
    static func conflicts(_ uuid: String) -> Route { ConflictRoute.list(uuid).route }
    static func settleConflicts(_ uuid: String) -> Route { ConflictRoute.settle(uuid).route }
}
