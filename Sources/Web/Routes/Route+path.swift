import Model

extension Route {
    /// The path, absolute and percent-encoded where needed.
    package var path: String {
        switch self {
        case .dashboard: "/"
        case .photos: "/photos"
        case .photo(let id): "/photos/" + id.text
        case .favorites: "/favorites"
        case .search: "/search"
        case .storages, .addStorage: "/storages"
        case .newStorage: "/storages/new"
        case .storage(let uuid), .editStorage(let uuid): "/storages/\(uuid)"
        case .lookup(let hash): "/lookup/\(hash)"
        case .storageStatistics(let uuid): "/storages/\(uuid)/statistics"
        case .storageBackup(let uuid): "/storages/\(uuid)/backup"
        case .storageLock(let uuid): "/storages/\(uuid)/lock"
        case .breakLock(let uuid): "/storages/\(uuid)/lock/removal"
        case .discovery, .startDiscovery: "/storages/discovery"
        case .cancelDiscovery: "/storages/discovery/cancellation"
        case .addDiscovered: "/storages/discovery/additions"
        case .imports, .startImport: "/imports"
        case .newImport: "/imports/new"
        case .importSession(let id): "/imports/\(id)"
        case .previewImport: "/imports/preview"
        case .cancelPreview: "/imports/preview/cancellation"
        case .startUpload: "/imports/uploads"
        case .upload(let id): "/imports/uploads/\(id)"
        case .receiveFiles(let id): "/imports/uploads/\(id)/files"
        case .previewUpload(let id): "/imports/uploads/\(id)/preview"
        case .importUpload(let id): "/imports/uploads/\(id)/import"
        case .discardUpload(let id): "/imports/uploads/\(id)/removal"
        case .retryImport(let id): "/imports/\(id)/retry"
        case .answerImport(let id): "/imports/\(id)/answers"
        case .rollBackImport(let id): "/imports/\(id)/rollback"
        case .restoreImport(let id): "/imports/\(id)/restoration"
        case .operations: "/operations"
        case .operation(let id): "/operations/\(id)"
        case .settings: "/settings"
        case .health: "/healthz"
        case .photoFile(let id, let file): "/photos/" + id.text + "/" + file.rawValue
        case .operationEvents(let id): "/operations/\(id)/events"
        case .asset(let file): "/public/\(file)"
        case .reindexStorage(let uuid): "/storages/\(uuid)/reindex"
        case .conflicts(let uuid), .settleConflicts(let uuid): "/storages/\(uuid)/conflicts"
        case .removeStorage(let uuid): "/storages/\(uuid)/removal"
        case .ratePhoto(let id): "/photos/" + id.text + "/rating"
        case .favoritePhoto(let id): "/photos/" + id.text + "/favorite"
        case .labelPhoto(let id): "/photos/" + id.text + "/label"
        case .describePhoto(let id): "/photos/" + id.text + "/description"
        case .undoChange(let id): "/photos/" + id.text + "/undo"
        case .editPhotos: "/photos/bulk"
        case .steerOperation(let id, let steering): "/operations/\(id)/\(steering.rawValue)"
        case .setAppearance: "/settings/appearance"
        case .cleanCache: "/settings/cache/cleaning"
        case .api(let route): route.path
        }
    }

    /// Whether the address takes POST; all others take GET and HEAD.
    package var isForm: Bool { Self.forms.contains { $0.matches(self, components) } }

    private static let forms = table.filter { $0.method == .post }

    /// The components of the path.
    var components: [String] { path.split(separator: "/").map(String.init) }
}

extension APIRoute {
    fileprivate var path: String {
        switch self {
        case .description: "/api/openapi.json"
        case .storages, .addStorage: "/api/storages"
        case .migrateStorage: "/api/storages/migration"
        case .discovery, .startDiscovery: "/api/storages/discovery"
        case .cancelDiscovery: "/api/storages/discovery/cancel"
        case .addDiscovered: "/api/storages/discovery/add"
        case .storageLock(let uuid): "/api/storages/\(uuid)/lock"
        case .breakLock(let uuid): "/api/storages/\(uuid)/lock/break"
        case .changeStorage(let uuid): "/api/storages/\(uuid)"
        case .removeStorage(let uuid): "/api/storages/\(uuid)/remove"
        case .reindexStorage(let uuid): "/api/storages/\(uuid)/reindex"
        case .imports, .startImport: "/api/imports"
        case .previewImport: "/api/imports/preview"
        case .importSession(let id): "/api/imports/\(id)"
        case .importFiles(let id): "/api/imports/\(id)/files"
        case .startUpload: "/api/imports/uploads"
        case .upload(let id): "/api/imports/uploads/\(id)"
        case .uploadStates(let id): "/api/imports/uploads/\(id)/states"
        case .receiveFile(let id): "/api/imports/uploads/\(id)/files"
        case .importUpload(let id): "/api/imports/uploads/\(id)/import"
        case .discardUpload(let id): "/api/imports/uploads/\(id)/remove"
        case .resumeImport(let id): "/api/imports/\(id)/resume"
        case .retryImport(let id): "/api/imports/\(id)/retry"
        case .answerImport(let id): "/api/imports/\(id)/answers"
        case .rollbackPlan(let id), .rollBackImport(let id): "/api/imports/\(id)/rollback"
        case .restoreImport(let id): "/api/imports/\(id)/restore"
        case .conflicts(let uuid), .settleConflicts(let uuid): "/api/storages/\(uuid)/conflicts"
        case .photos: "/api/photos"
        case .photo(let id): "/api/photos/\(id)"
        case .favorites: "/api/photos/favorites"
        case .setFavorite(let id): "/api/photo/\(id)/favorite"
        case .setRating(let id): "/api/photo/\(id)/rating"
        case .setFavorites: "/api/photos/bulk-favorite"
        case .editPhotos: "/api/photos/edits"
        case .lookup(let hash): "/api/lookup/\(hash)"
        case .operations: "/api/operations"
        case .operation(let id): "/api/operations/\(id)"
        case .steerOperation(let id, let steering): "/api/operations/\(id)/\(steering.rawValue)"
        }
    }
}
