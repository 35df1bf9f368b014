import Catalog
import Curation
import Engine
import HTTP
import MetadataWrite
import Model
import Platform
import Storages
import Store

extension Site {
    /// Answers `/api`.
    func perform(_ route: APIRoute, _ visit: Visit) throws -> Response {
        switch route {
        case .description: return .json(try OpenAPI.document(services.time.now))
        case .storages:
            return try APIAnswers.value(
                APIAnswers.List(items: try services.storages.list().map { StorageDocument($0) }))
        case .photos: return try listPhotos(visit)
        case .photo(let id): return try APIAnswers.value(try document(of: id))
        case .favorites: return try listFavorites()
        case .lookup(let hash):
            return try APIAnswers.value(APIAnswers.List(items: try services.copies.find(hash)))
        case .operations:
            return try APIAnswers.value(APIAnswers.List(items: try services.board.latest(100)))
        case .operation(let id): return try APIAnswers.value(try operation(id))
        case .steerOperation(let id, let steering):
            try steer(id, steering)
            return try APIAnswers.value(try operation(id))
        case .setFavorite(let id): return try setFavorite(id, visit)
        case .setRating(let id): return try setRating(id, visit)
        case .setFavorites: return try setFavorites(visit)
        case .editPhotos: return try editPhotosByAPI(visit)
        case .discovery, .startDiscovery, .cancelDiscovery, .addDiscovered, .storageLock, .breakLock:
            return try performDiscovery(route, visit)
        case .conflicts(let uuid): return try listConflicts(uuid, visit)
        case .settleConflicts(let uuid):
            let answer = try APIAnswers.decode(ConflictAnswer.self, from: visit.request)
            let outcome = try services.conflicts.answer(answer, try services.storages.find(uuid))
            return try APIAnswers.value(outcome, outcome.operationID == nil ? .ok : .accepted)
        case .addStorage, .migrateStorage, .changeStorage, .removeStorage, .reindexStorage:
            return try changeStorages(route, visit)
        case .imports, .startImport, .previewImport, .importSession, .importFiles, .resumeImport, .retryImport,
            .answerImport, .rollbackPlan, .rollBackImport, .restoreImport, .startUpload, .upload, .uploadStates,
            .receiveFile, .importUpload, .discardUpload:
            return try performImports(route, visit)
        }
    }

    private func changeStorages(_ route: APIRoute, _ visit: Visit) throws -> Response {
        switch route {
        case .addStorage:
            let body = try APIAnswers.decode(NewStorageBody.self, from: visit.request)
            let storage = try services.storages.add(
                path: body.path, name: body.name, isIndexed: body.index ?? true)
            return try APIAnswers.value(storage, .accepted)
        case .migrateStorage:
            let body = try APIAnswers.decode(MigrationBody.self, from: visit.request)
            return try APIAnswers.value(try services.storages.migrate(path: body.path), .accepted)
        case .changeStorage(let uuid):
            let changes = try APIAnswers.decode(StorageChanges.self, from: visit.request)
            return try APIAnswers.value(StorageDocument(try services.storages.change(uuid, changes)))
        case .removeStorage(let uuid):
            return try APIAnswers.value(StorageDocument(try services.storages.remove(uuid)))
        case .reindexStorage(let uuid):
            let options = try APIAnswers.decode(ReindexOptions.self, from: visit.request, empty: ReindexOptions())
            let id = try services.storages.reindex(uuid, options)
            return try APIAnswers.value(try operation(id), .accepted)
        default: throw WebError(.notFound, nil, "there is nothing at this address")
        }
    }

    private func operation(_ id: String) throws -> OperationDocument {
        guard let document = try services.board.find(id) else { throw OperationError.unknown(id) }
        return document
    }

    // MARK: - Photos

    private func listPhotos(_ visit: Visit) throws -> Response {
        let filter = try storeFilter(PhotoFilter(query: visit.request.query.map { (name: $0.name, value: $0.value) }))
        let limit = try visit.limit
        let after = try visit.query("after").map { text in
            guard let cursor = PhotoCursor(text) else {
                throw WebError(.badRequest, "after", "it is not a cursor of this list")
            }
            return cursor
        }
        let list = try services.store.read { connection in
            let photos = try PhotoQuery(filter, connection).photos(beyond: after, limit: limit + 1, connection)
            let items = try photos.prefix(limit).map {
                PhotoDocument($0, try ItemDetails.all(ofPhoto: $0.key, connection))
            }
            return PhotoList(items: items, next: photos.count > limit ? photos[limit - 1].cursor.text : nil)
        }
        return try APIAnswers.value(list)
    }

    private func document(of id: MediaID) throws -> PhotoDocument {
        try services.store.read { connection in
            guard let photo = try PhotoRecord.find(id.text, connection) else { throw WebError.unknownPhoto(id) }
            return PhotoDocument(photo, try ItemDetails.all(ofPhoto: photo.key, connection))
        }
    }

    private struct Favorites: Encodable {
        let favorites: [PhotoDocument]
        let count: Int
    }

    private func listFavorites() throws -> Response {
        var filter = Store.PhotoFilter()
        filter.favoritesOnly = true
        let (all, count) = try services.store.read { [filter] connection in
            (
                try PhotoQuery(filter, connection).photos(beyond: nil, limit: 10_000, connection).map {
                    PhotoDocument($0, try ItemDetails.all(ofPhoto: $0.key, connection))
                }, try LibraryCounts.read(connection).favorites
            )
        }
        return try APIAnswers.value(Favorites(favorites: all, count: count))
    }

    // MARK: - Ratings

    private struct RatingAnswer: Encodable {
        let success: Bool
        let photo_id: String
        let rating: Int
        let is_favorite: Bool
        let written: Int
        let pending: Int
        let failed: Int
        let problem: String?

        init(_ result: EditResult) {
            success = result.failed == 0
            photo_id = result.id
            rating = result.rating
            is_favorite = result.rating == 5
            written = result.written
            pending = result.pending
            failed = result.failed
            problem = result.problem
        }
    }

    private func setFavorite(_ id: MediaID, _ visit: Visit) throws -> Response {
        let body = try APIAnswers.decode(FavoriteBody.self, from: visit.request, empty: FavoriteBody())
        let isFavorite =
            try body.favorite
            ?? services.store.read { connection in
                guard let photo = try PhotoRecord.find(id.text, connection) else { throw WebError.unknownPhoto(id) }
                return !(photo.rating?.isFavorite ?? false)
            }
        let changes = MetadataChanges(rating: isFavorite ? .favorite : Rating.none)
        return try APIAnswers.value(RatingAnswer(try services.edits.apply(changes, to: id.text)))
    }

    private func setRating(_ id: MediaID, _ visit: Visit) throws -> Response {
        let stars = try APIAnswers.decode(RatingBody.self, from: visit.request).rating
        guard let rating = Rating(stars) else { throw WebError(.badRequest, "rating", "it must be from -1 to 5") }
        let result = try services.edits.apply(MetadataChanges(rating: rating), to: id.text)
        return try APIAnswers.value(RatingAnswer(result))
    }

    private struct BulkAnswer: Encodable {
        let success: Bool
        let updated: Int
    }

    private func setFavorites(_ visit: Visit) throws -> Response {
        let body = try APIAnswers.decode(BulkFavoriteBody.self, from: visit.request)
        let changes = MetadataChanges(rating: body.favorite ?? true ? .favorite : Rating.none)
        guard !body.photo_ids.isEmpty else { return try APIAnswers.value(BulkAnswer(success: true, updated: 0)) }
        let outcome = try edit(body.photo_ids, changes)
        if let id = outcome.operation { return try APIAnswers.value(try operation(id), .accepted) }
        return try APIAnswers.value(BulkAnswer(success: true, updated: outcome.results.count))
    }

    private func editPhotosByAPI(_ visit: Visit) throws -> Response {
        let body = try APIAnswers.decode(EditsBody.self, from: visit.request)
        guard !body.changes.isEmpty else { throw WebError(.badRequest, "changes", "they change nothing") }
        let results = try services.edits.apply(body.changes, toAll: body.ids)
        return try APIAnswers.value(APIAnswers.List(items: results))
    }
}
