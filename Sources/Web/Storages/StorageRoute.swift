/// Storages: their list, one of them, its reports and forms.
enum StorageRoute: ResourceRoute {
    case list, new, add
    case page(String)
    case edit(String)
    case statistics(String)
    case backup(String)
    case lock(String)
    case breakLock(String)
    case reindex(String)
    case remove(String)

    var address: RouteAddress {
        switch self {
        case .list: .get("/storages")
        case .add: .post("/storages")
        case .new: .get("/storages/new")
        case .page(let uuid): .get("/storages/\(uuid)")
        case .edit(let uuid): .post("/storages/\(uuid)")
        case .statistics(let uuid): .get("/storages/\(uuid)/statistics")
        case .backup(let uuid): .get("/storages/\(uuid)/backup")
        case .lock(let uuid): .get("/storages/\(uuid)/lock")
        case .breakLock(let uuid): .post("/storages/\(uuid)/lock/break")
        case .reindex(let uuid): .post("/storages/\(uuid)/reindex")
        case .remove(let uuid): .post("/storages/\(uuid)/remove")
        }
    }

    static let lines: [RouteLine<StorageRoute>] = [
        .init(.list), .init(.add), .init(.new), .init(page), .init(edit), .init(statistics), .init(backup),
        .init(lock), .init(breakLock), .init(reindex), .init(remove),
    ]
}

extension Route {
    static let storages = StorageRoute.list.route
    static let newStorage = StorageRoute.new.route
    static let addStorage = StorageRoute.add.route
    static func storage(_ uuid: String) -> Route { StorageRoute.page(uuid).route }
    static func editStorage(_ uuid: String) -> Route { StorageRoute.edit(uuid).route }
    static func storageStatistics(_ uuid: String) -> Route { StorageRoute.statistics(uuid).route }
    static func storageBackup(_ uuid: String) -> Route { StorageRoute.backup(uuid).route }
    static func storageLock(_ uuid: String) -> Route { StorageRoute.lock(uuid).route }
    static func breakLock(_ uuid: String) -> Route { StorageRoute.breakLock(uuid).route }
    static func reindexStorage(_ uuid: String) -> Route { StorageRoute.reindex(uuid).route }
    static func removeStorage(_ uuid: String) -> Route { StorageRoute.remove(uuid).route }
}
