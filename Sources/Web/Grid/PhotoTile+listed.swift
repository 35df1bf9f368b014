import Browsing
import Model
import Store

extension PhotoTile {
    /// What the grid shows of a photo.
    init?(_ listed: ListedPhoto) {
        let (photo, file) = (listed.photo, listed.file)
        guard let id = MediaID(photo.id) else { return nil }
        self.init(
            id: id, fileName: file?.name ?? photo.id, mediaType: photo.mediaType, rating: photo.rating ?? .none)
        self.title = photo.title
        self.taken = photo.taken
        if let width = photo.width, let height = photo.height, width > 0, height > 0 { self.size = (width, height) }
        self.label = photo.label
        self.duration = photo.durationSeconds
        self.isRaw = file?.isRaw ?? false
        self.copies = photo.copies
        self.isOffline = !(file?.isReachable ?? false)
        self.hasPicture = photo.rendition.state != .none
        self.dominantColor = photo.rendition.dominantColor.flatMap { UInt32($0.dropFirst(), radix: 16) }
    }
}
