import Engine
import Model
import Platform

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
        case .apiDescription: "/api/openapi.json"
        case .api(let call): call.path
        }
    }

    /// Whether the address takes POST; all others take GET and HEAD.
    package var isForm: Bool {
        if case .api(let call) = self { return call.call.method == .post }
        return Self.forms.contains { $0.matches(self, components) }
    }

    private static let forms = table.filter { $0.method == .post }

    /// The components of the path.
    var components: [String] { path.split(separator: "/").map(String.init) }
}

extension Route {
    /// The path with a query; values are percent-encoded.
    package func link(_ query: [(name: String, value: String)]) -> String {
        guard !query.isEmpty else { return path }
        return path + "?" + query.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }
}
