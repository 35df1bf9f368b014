import Model
import Store

/// Makes tiles of photos: what the grid shows of each.
struct TileReader {
    private let reading: Reading

    init(_ reading: Reading) { self.reading = reading }

    /// One query for the first file of all photos, however many there are.
    func tiles(_ photos: [PhotoRecord]) throws -> [PhotoTile] {
        let files = try FirstFile.all(ofPhotos: photos.map(\.key), reading)
        return photos.compactMap { photo in
            MediaID(photo.id).map { tile(photo, id: $0, file: files[photo.key]) }
        }
    }

    private func tile(_ photo: PhotoRecord, id: MediaID, file: FirstFile?) -> PhotoTile {
        var tile = PhotoTile(
            id: id, fileName: file?.name ?? photo.id, mediaType: photo.mediaType, rating: photo.rating ?? .none)
        tile.title = photo.title
        tile.taken = photo.taken
        if let width = photo.width, let height = photo.height, width > 0, height > 0 { tile.size = (width, height) }
        tile.label = photo.label
        tile.duration = photo.durationSeconds
        tile.isRaw = file?.isRaw ?? false
        tile.copies = photo.copies
        tile.isOffline = !(file?.isReachable ?? false)
        tile.hasPicture = photo.rendition.state != .none
        tile.dominantColor = photo.rendition.dominantColor.flatMap { UInt32($0.dropFirst(), radix: 16) }
        return tile
    }
}
