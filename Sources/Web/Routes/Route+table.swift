import Model

extension Route {
    /// Every address with its method. More specific lines stand first.
    package static let table: [Pattern] = pages + files + formTable + api

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
            guard let id = name(values[0]), let steering = OperationSteering(rawValue: values[1]) else { return nil }
            return .steerOperation(id, steering)
        },
        Pattern(.post, "/settings/appearance") { _ in .setAppearance },
        Pattern(.post, "/settings/cache/cleaning") { _ in .cleanCache },
    ]

    private static let api = [
        Pattern(.get, "/api/openapi.json") { _ in .api(.description) },
        Pattern(.get, "/api/storages") { _ in .api(.storages) },
        Pattern(.post, "/api/storages") { _ in .api(.addStorage) },
        Pattern(.post, "/api/storages/migration") { _ in .api(.migrateStorage) },
        Pattern(.get, "/api/storages/discovery") { _ in .api(.discovery) },
        Pattern(.post, "/api/storages/discovery") { _ in .api(.startDiscovery) },
        Pattern(.post, "/api/storages/discovery/cancel") { _ in .api(.cancelDiscovery) },
        Pattern(.post, "/api/storages/discovery/add") { _ in .api(.addDiscovered) },
        Pattern(.get, "/api/storages/{uuid}/lock") { name($0[0]).map { .api(.storageLock($0)) } },
        Pattern(.post, "/api/storages/{uuid}/lock/break") { name($0[0]).map { .api(.breakLock($0)) } },
        Pattern(.post, "/api/storages/{uuid}") { name($0[0]).map { .api(.changeStorage($0)) } },
        Pattern(.post, "/api/storages/{uuid}/remove") { name($0[0]).map { .api(.removeStorage($0)) } },
        Pattern(.post, "/api/storages/{uuid}/reindex") { name($0[0]).map { .api(.reindexStorage($0)) } },
        Pattern(.get, "/api/imports") { _ in .api(.imports) },
        Pattern(.post, "/api/imports") { _ in .api(.startImport) },
        Pattern(.post, "/api/imports/preview") { _ in .api(.previewImport) },
        Pattern(.post, "/api/imports/uploads") { _ in .api(.startUpload) },
        Pattern(.get, "/api/imports/uploads/{id}") { name($0[0]).map { .api(.upload($0)) } },
        Pattern(.post, "/api/imports/uploads/{id}/states") { name($0[0]).map { .api(.uploadStates($0)) } },
        Pattern(.post, "/api/imports/uploads/{id}/files") { name($0[0]).map { .api(.receiveFile($0)) } },
        Pattern(.post, "/api/imports/uploads/{id}/import") { name($0[0]).map { .api(.importUpload($0)) } },
        Pattern(.post, "/api/imports/uploads/{id}/remove") { name($0[0]).map { .api(.discardUpload($0)) } },
        Pattern(.get, "/api/imports/{id}") { name($0[0]).map { .api(.importSession($0)) } },
        Pattern(.get, "/api/imports/{id}/files") { name($0[0]).map { .api(.importFiles($0)) } },
        Pattern(.post, "/api/imports/{id}/resume") { name($0[0]).map { .api(.resumeImport($0)) } },
        Pattern(.post, "/api/imports/{id}/retry") { name($0[0]).map { .api(.retryImport($0)) } },
        Pattern(.post, "/api/imports/{id}/answers") { name($0[0]).map { .api(.answerImport($0)) } },
        Pattern(.get, "/api/imports/{id}/rollback") { name($0[0]).map { .api(.rollbackPlan($0)) } },
        Pattern(.post, "/api/imports/{id}/rollback") { name($0[0]).map { .api(.rollBackImport($0)) } },
        Pattern(.post, "/api/imports/{id}/restore") { name($0[0]).map { .api(.restoreImport($0)) } },
        Pattern(.get, "/api/storages/{uuid}/conflicts") { name($0[0]).map { .api(.conflicts($0)) } },
        Pattern(.post, "/api/storages/{uuid}/conflicts") { name($0[0]).map { .api(.settleConflicts($0)) } },
        Pattern(.get, "/api/photos") { _ in .api(.photos) },
        Pattern(.get, "/api/photos/favorites") { _ in .api(.favorites) },
        Pattern(.get, "/api/photos/{id}") { MediaID($0[0]).map { .api(.photo($0)) } },
        Pattern(.post, "/api/photos/bulk-favorite") { _ in .api(.setFavorites) },
        Pattern(.post, "/api/photos/edits") { _ in .api(.editPhotos) },
        Pattern(.post, "/api/photo/{id}/favorite") { MediaID($0[0]).map { .api(.setFavorite($0)) } },
        Pattern(.post, "/api/photo/{id}/rating") { MediaID($0[0]).map { .api(.setRating($0)) } },
        Pattern(.get, "/api/lookup/{hash}") { name($0[0]).map { .api(.lookup($0)) } },
        Pattern(.get, "/api/operations") { _ in .api(.operations) },
        Pattern(.get, "/api/operations/{id}") { name($0[0]).map { .api(.operation($0)) } },
        Pattern(.post, "/api/operations/{id}/{steering}") { values in
            guard let id = name(values[0]), let steering = OperationSteering(rawValue: values[1]) else { return nil }
            return .api(.steerOperation(id, steering))
        },
    ]
}
