package import Engine
package import Model
package import Store

/// Tells of photos: lists, one photo with its files, figures over all. Also while another process has the library open.
package struct PhotoListing: Sendable {
    let store: LibraryStore

    package init(store: LibraryStore) { self.store = store }

    /// Photos that match, newest first.
    ///
    /// - Parameter after: `next` of the page before.
    /// - Throws: `BadQuestion` for a cursor that is none.
    package func list(_ filter: LibraryFilter, after: String?, limit: Int) throws -> AnswerPage<PhotoDocument> {
        let cursor = try after.map { text in
            guard let cursor = PhotoCursor(text) else { throw BadQuestion("after", "it is not a cursor of this list") }
            return cursor
        }
        let rows = try rows(of: filter)
        return try store.read { connection in
            let photos = try PhotoQuery(rows, connection).photos(beyond: cursor, limit: limit + 1, connection)
            let items = try photos.prefix(limit).map {
                PhotoDocument($0, try ItemDetails.all(ofPhoto: $0.key, connection))
            }
            return AnswerPage(items: items, next: photos.count > limit ? photos[limit - 1].cursor.text : nil)
        }
    }

    /// - Throws: `Refusal` when there is none.
    package func find(_ id: MediaID) throws -> PhotoDocument {
        try store.read { connection in
            guard let photo = try PhotoRecord.find(id.text, connection) else { throw Refusal.unknown(id) }
            return PhotoDocument(photo, try ItemDetails.all(ofPhoto: photo.key, connection))
        }
    }

    /// What a filter means for the tables.
    package func rows(of filter: LibraryFilter) throws -> Store.PhotoFilter {
        var rows = Store.PhotoFilter()
        rows.year = filter.year
        rows.mediaType = filter.type
        rows.minimumRating = filter.minimumRating
        rows.favoritesOnly = filter.isFavorite
        rows.text = filter.search
        rows.importSession = filter.importSession
        if let uuid = filter.storage {
            // A storage that is not there has no photos.
            rows.storage = try store.read { try StorageRecord.find(uuid: uuid, $0) }?.id ?? 0
        }
        return rows
    }
}

extension PhotoRecord {
    /// The place of the photo in the grid.
    package var cursor: PhotoCursor { PhotoCursor(takenLocal: taken.local, photoID: id) }
}

extension Refusal {
    /// There is no photo with this id.
    package static func unknown(_ id: MediaID) -> Refusal {
        Refusal(id.text, "there is no photo with this id", .notFound)
    }
}
