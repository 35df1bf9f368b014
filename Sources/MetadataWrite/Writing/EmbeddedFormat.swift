import Media
import Model

/// Whether and how metadata are written into a file of this kind (docs/metadata.md section 3).
struct EmbeddedFormat {
    /// The file-name ending exiftool expects for what is inside.
    let fileExtension: String
    /// Whether a decoder finds its way by the order of the parts alone: parts that are equal then decode as before.
    var isReadInOrder: Bool { ["jpg", "png", "webp"].contains(fileExtension) }

    /// - Returns: nil = a sidecar is the answer.
    init?(_ facts: Facts) {
        // Where the picture cannot be told from the rest, a write cannot be proved to have left it alone.
        guard facts.pictureHash.scope == .data, !facts.isMIMESuspect,
            let format = Formats.of(mimeType: facts.mimeType), format.writer == .embed,
            let fileExtension = format.extensions.first
        else { return nil }
        self.fileExtension = fileExtension
    }
}
