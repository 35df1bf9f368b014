import Browsing
import Model
import Store

extension PhotoTile {
    /// What the grid shows of a photo.
    init?(_ listed: ListedPhoto) {
        let (photo, file) = (listed.photo, listed.file)
        guard let id = MediaID(photo.id) else { return nil }
        self.init(
            id: id, fileName: file?.name ?? photo.id, title: photo.title, taken: photo.taken,
            mediaType: photo.mediaType, size: photo.shownSize, rating: photo.rating ?? .none, label: photo.label,
            duration: photo.durationSeconds, isRaw: file?.isRaw ?? false, copies: photo.copies,
            isOffline: !(file?.isReachable ?? false), dominantColor: photo.dominantColor,
            hasPicture: photo.rendition.state != .none)
    }
}

extension PhotoRecord {
    /// Pixels, where they are known.
    var shownSize: (width: Int, height: Int)? {
        guard let width, let height, width > 0, height > 0 else { return nil }
        return (width, height)
    }

    /// `0xRRGGBB`
    var dominantColor: UInt32? { rendition.dominantColor.flatMap { UInt32($0.dropFirst(), radix: 16) } }
}
