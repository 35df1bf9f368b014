import Engine
import Model

extension Route {
    /// Every address with its method. More specific lines stand first.
    package static let table: [Pattern] = pages + files + formTable

    private static let pages = [
        Pattern(.get, "/") { _ in .dashboard },
        Pattern(.get, "/photos") { _ in .photos },
        Pattern(.get, "/photos/{id}") { MediaID($0[0]).map(Route.photo) },
        Pattern(.get, "/favorites") { _ in .favorites },
        Pattern(.get, "/search") { _ in .search },
        Pattern(.get, "/storages") { _ in .storages },
        Pattern(.get, "/storages/new") { _ in .newStorage },
        Pattern(.get, "/storages/discovery") { _ in .discovery },
        Pattern(.get, "/storages/{uuid}/lock") { name($0[0]).map(Route.storageLock) },
        Pattern(.get, "/storages/{uuid}") { name($0[0]).map(Route.storage) },
        Pattern(.get, "/storages/{uuid}/statistics") { name($0[0]).map(Route.storageStatistics) },
        Pattern(.get, "/storages/{uuid}/backup") { name($0[0]).map(Route.storageBackup) },
        Pattern(.get, "/lookup/{hash}") { name($0[0]).map(Route.lookup) },
        Pattern(.get, "/storages/{uuid}/conflicts") { name($0[0]).map(Route.conflicts) },
        Pattern(.get, "/imports") { _ in .imports },
        Pattern(.get, "/imports/new") { _ in .newImport },
        Pattern(.get, "/imports/uploads/{id}") { name($0[0]).map(Route.upload) },
        Pattern(.get, "/imports/{id}") { name($0[0]).map(Route.importSession) },
        Pattern(.get, "/operations") { _ in .operations },
        Pattern(.get, "/operations/{id}") { name($0[0]).map(Route.operation) },
        Pattern(.get, "/settings") { _ in .settings },
        Pattern(.get, "/healthz") { _ in .health },
        Pattern(.get, "/api/openapi.json") { _ in .apiDescription },
    ]

    private static let files = [
        Pattern(.get, "/operations/{id}/events") { name($0[0]).map(Route.operationEvents) },
        Pattern(.get, "/photos/{id}/{file}") { values in
            guard let id = MediaID(values[0]), let file = PhotoFile(rawValue: values[1]) else { return nil }
            return .photoFile(id, file)
        },
    ]

    private static let formTable = [
        Pattern(.post, "/storages") { _ in .addStorage },
        Pattern(.post, "/storages/discovery") { _ in .startDiscovery },
        Pattern(.post, "/storages/discovery/cancellation") { _ in .cancelDiscovery },
        Pattern(.post, "/storages/discovery/additions") { _ in .addDiscovered },
        Pattern(.post, "/storages/{uuid}/lock/removal") { name($0[0]).map(Route.breakLock) },
        Pattern(.post, "/storages/{uuid}") { $0[0] == "new" ? nil : name($0[0]).map(Route.editStorage) },
        Pattern(.post, "/storages/{uuid}/reindex") { name($0[0]).map(Route.reindexStorage) },
        Pattern(.post, "/storages/{uuid}/conflicts") { name($0[0]).map(Route.settleConflicts) },
        Pattern(.post, "/storages/{uuid}/removal") { name($0[0]).map(Route.removeStorage) },
        Pattern(.post, "/imports") { _ in .startImport },
        Pattern(.post, "/imports/preview") { _ in .previewImport },
        Pattern(.post, "/imports/preview/cancellation") { _ in .cancelPreview },
        Pattern(.post, "/imports/uploads") { _ in .startUpload },
        Pattern(.post, "/imports/uploads/{id}/files") { name($0[0]).map(Route.receiveFiles) },
        Pattern(.post, "/imports/uploads/{id}/preview") { name($0[0]).map(Route.previewUpload) },
        Pattern(.post, "/imports/uploads/{id}/import") { name($0[0]).map(Route.importUpload) },
        Pattern(.post, "/imports/uploads/{id}/removal") { name($0[0]).map(Route.discardUpload) },
        Pattern(.post, "/imports/{id}/retry") { name($0[0]).map(Route.retryImport) },
        Pattern(.post, "/imports/{id}/answers") { name($0[0]).map(Route.answerImport) },
        Pattern(.post, "/imports/{id}/rollback") { name($0[0]).map(Route.rollBackImport) },
        Pattern(.post, "/imports/{id}/restoration") { name($0[0]).map(Route.restoreImport) },
        Pattern(.post, "/photos/bulk") { _ in .editPhotos },
        Pattern(.post, "/photos/{id}/rating") { MediaID($0[0]).map(Route.ratePhoto) },
        Pattern(.post, "/photos/{id}/favorite") { MediaID($0[0]).map(Route.favoritePhoto) },
        Pattern(.post, "/photos/{id}/label") { MediaID($0[0]).map(Route.labelPhoto) },
        Pattern(.post, "/photos/{id}/description") { MediaID($0[0]).map(Route.describePhoto) },
        Pattern(.post, "/photos/{id}/undo") { MediaID($0[0]).map(Route.undoChange) },
        Pattern(.post, "/operations/{id}/{steering}") { values in
            guard let id = name(values[0]), let steering = Steering(rawValue: values[1]) else { return nil }
            return .steerOperation(id, steering)
        },
        Pattern(.post, "/settings/appearance") { _ in .setAppearance },
        Pattern(.post, "/settings/cache/cleaning") { _ in .cleanCache },
    ]
}
