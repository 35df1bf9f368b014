package import Model
package import Store

/// A photo in a list, with what its tile has to know of its files.
package struct ListedPhoto: Sendable {
    package let photo: PhotoRecord
    package let file: FirstFile?
}

/// One page of the grid.
package struct PhotoPageRows: Sendable {
    package let photos: [ListedPhoto]
    /// Where the next page begins; nil = this was the last.
    package let next: PhotoCursor?
    /// How many match; nil where counting them would cost more than showing them, or behind the first page.
    package let total: Int?
}

/// Everything that is known of one photo.
package struct PhotoDetails: Sendable {
    package let photo: PhotoRecord
    package let items: [ItemDetails]
    /// The newest change first.
    package let history: [HistoryRecord]
    /// The nearest first.
    package let newer: [ListedPhoto]
    package let older: [ListedPhoto]
    /// The photo among its neighbours.
    package let listed: ListedPhoto
}

extension PhotoListing {
    /// A page of photos that match, newest first.
    ///
    /// - Parameter cursor: where it begins; nil = at the newest.
    package func page(_ filter: LibraryFilter, beyond cursor: PhotoCursor?, limit: Int) throws -> PhotoPageRows {
        let rows = try rows(of: filter)
        return try store.read { reading in
            let query = try PhotoQuery(rows, reading)
            let photos = try query.photos(beyond: cursor, limit: limit + 1, reading)
            return PhotoPageRows(
                photos: try Self.listed(Array(photos.prefix(limit)), reading),
                next: photos.count > limit ? photos[limit - 1].cursor : nil,
                total: cursor == nil && !filter.isEmpty ? try query.total(reading) : nil)
        }
    }

    /// The newest photos, and figures over all.
    package func newest(_ count: Int) throws -> (photos: [ListedPhoto], counts: LibraryCounts) {
        try store.read { reading in
            let photos = try PhotoQuery(.init(), reading).photos(beyond: nil, limit: count, reading)
            return (try Self.listed(photos, reading), try LibraryCounts.read(reading))
        }
    }

    /// One photo with its files, its history and its neighbours among those that match.
    ///
    /// - Throws: `Refusal` when there is none.
    package func details(of id: MediaID, among filter: LibraryFilter, neighbours: Int) throws -> PhotoDetails {
        let rows = try rows(of: filter)
        return try store.read { reading in
            guard let photo = try PhotoRecord.find(id.text, reading) else { throw Refusal.unknown(id) }
            let query = try PhotoQuery(rows, reading)
            func beside(_ direction: PhotoQuery.Direction) throws -> [ListedPhoto] {
                try Self.listed(
                    try query.photos(beyond: photo.cursor, direction, limit: neighbours, reading), reading)
            }
            return PhotoDetails(
                photo: photo, items: try ItemDetails.all(ofPhoto: photo.key, reading),
                history: try HistoryRecord.all(ofPhoto: photo.key, limit: 50, reading), newer: try beside(.newer),
                older: try beside(.older), listed: try Self.listed([photo], reading)[0])
        }
    }

    /// The files of a photo, present ones first.
    ///
    /// - Throws: `Refusal` when there is none.
    package func files(of id: MediaID) throws -> [ItemDetails] {
        try store.read { reading in
            guard let photo = try PhotoRecord.find(id.text, reading) else { throw Refusal.unknown(id) }
            return try ItemDetails.all(ofPhoto: photo.key, reading)
        }
    }

    /// One query for the first file of all photos, however many there are.
    private static func listed(_ photos: [PhotoRecord], _ reading: Reading) throws -> [ListedPhoto] {
        let files = try FirstFile.all(ofPhotos: photos.map(\.key), reading)
        return photos.map { ListedPhoto(photo: $0, file: files[$0.key]) }
    }
}
