package import Media
package import Model

/// The formats into which metadata are written (METADATA.md section 3); all others get a sidecar.
package enum EmbeddedFormat: String, Sendable, CaseIterable {
    case jpeg, png, webp, tiff, heic, avif, mp4, quickTime

    /// - Returns: nil = sidecar.
    package init?(_ facts: Facts, path: RelativePath) {
        // Where the picture cannot be told from the rest, a write cannot be proved to have left it alone.
        guard facts.pictureHash.scope == .data, !facts.isMIMESuspect else { return nil }
        switch facts.mimeType {
        case "image/jpeg", "image/mpo": self = .jpeg
        case "image/png", "image/apng", "image/vnd.mozilla.apng": self = .png
        case "image/webp": self = .webp
        case "image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence": self = .heic
        case "image/avif", "image/avif-sequence": self = .avif
        case "video/mp4", "video/x-m4v": self = .mp4
        case "video/quicktime": self = .quickTime
        // Most camera RAW formats are TIFF to libmagic.
        case "image/tiff" where ["tif", "tiff"].contains(path.fileExtension): self = .tiff
        default: return nil
        }
    }

    /// The ending exiftool expects for what is inside.
    var fileExtension: String {
        switch self {
        case .jpeg: "jpg"
        case .png: "png"
        case .webp: "webp"
        case .tiff: "tif"
        case .heic: "heic"
        case .avif: "avif"
        case .mp4: "mp4"
        case .quickTime: "mov"
        }
    }
}
