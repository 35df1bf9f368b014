/// Imports: their list, one of them, and what can be asked of it.
enum ImportRoute: ResourceRoute {
    case list
    /// By the key of the session or the id of its operation.
    case page(String)
    case retry(String)
    case answer(String)
    case rollBack(String)
    case restore(String)

    var address: RouteAddress {
        switch self {
        case .list: .get("/imports")
        case .page(let id): .get("/imports/\(id)")
        case .retry(let id): .post("/imports/\(id)/retry")
        case .answer(let id): .post("/imports/\(id)/answers")
        case .rollBack(let id): .post("/imports/\(id)/rollback")
        case .restore(let id): .post("/imports/\(id)/restore")
        }
    }

    static let lines: [RouteLine<ImportRoute>] = [
        .init(.list), .init(page), .init(retry), .init(answer), .init(rollBack), .init(restore),
    ]
}

extension Route {
    static let imports = ImportRoute.list.route
    static func importSession(_ id: String) -> Route { ImportRoute.page(id).route }
    static func retryImport(_ id: String) -> Route { ImportRoute.retry(id).route }
    static func answerImport(_ id: String) -> Route { ImportRoute.answer(id).route }
    static func rollBackImport(_ id: String) -> Route { ImportRoute.rollBack(id).route }
    static func restoreImport(_ id: String) -> Route { ImportRoute.restore(id).route }
}
