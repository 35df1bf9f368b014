/// The copies of a picture or file by its hash.
enum LookupRoute: ResourceRoute {
    case hash(String)

    var address: RouteAddress {
        switch self {
        case .hash(let hash): .get("/lookup/\(hash)")
        }
    }

    static let lines: [RouteLine<LookupRoute>] = [.init(hash)]
}

extension Route {
    static func lookup(_ hash: String) -> Route { LookupRoute.hash(hash).route }
}
