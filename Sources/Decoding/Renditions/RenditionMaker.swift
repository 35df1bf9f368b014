import Media
import Model
import Platform

/// Makes the pictures of one file after the other; one object is used by one thread.
final class RenditionMaker {
    private static let thumbnailSide = 256
    private static let gridSide = 640
    private static let previewSide = 2048
    private static let quality = 82
    private let detector: TypeDetector
    private let decoder = PictureDecoder()

    init(magic: Magic) { detector = TypeDetector(magic: magic) }

    /// - Parameter path: gives the extension.
    func renditions(
        of file: Descriptor, path: [UInt8], sizes: RenditionSizes
    ) throws(DecodingProblem) -> RenditionSet {
        try Vips.start()
        let source = try ByteSource(file)
        guard let format = detector.decide(source, path: path).format else {
            throw .unsupported("it is no photo and no film")
        }
        let side = sizes.contains(.preview) ? Self.previewSide : Self.gridSide
        let (pixels, damage) = try picture(format, source, side: side)
        var sizes = sizes
        if format.picture == .embeddedPreview, max(pixels.width, pixels.height) < Self.previewSide {
            sizes.remove(.preview)
        }
        var renditions = try Self.make(pixels, sizes: sizes)
        renditions.damage = damage
        return renditions
    }

    private func picture(
        _ format: MediaFormat, _ source: ByteSource, side: Int
    ) throws(DecodingProblem) -> (pixels: Pixels, damage: String?) {
        switch format.picture {
        case .decoder:
            do throws(DecodingProblem) {
                return try WholeFile.with(source) { (bytes) throws(DecodingProblem) in
                    try decoder.decode(bytes, side: side)
                }
            } catch {
                // libvips 8.14 does not know moving AVIF; libav reads it as a film.
                guard case .unsupported = error, source.has("ftyp", at: 4) else { throw error }
                return (try PosterFrame.pixels(source), nil)
            }
        case .embeddedPreview: return try EmbeddedPreview.decode(format, source, side: side, by: decoder)
        case .posterFrame: return (try PosterFrame.pixels(source), nil)
        case .none: throw .unsupported("no picture can be made of this format")
        }
    }

    private static func make(_ pixels: Pixels, sizes: RenditionSizes) throws(DecodingProblem) -> RenditionSet {
        let grid = try pixels.fitted(gridSide)
        let thumbnail = try grid.fitted(thumbnailSide)
        let looks = PictureLooks(thumbnail)
        var renditions = RenditionSet(dominantColor: looks.dominantColor, perceptualHash: looks.perceptualHash)
        if sizes.contains(.thumbnail) { renditions.thumbnail = try encode(thumbnail) }
        if sizes.contains(.grid) { renditions.grid = try encode(grid) }
        if sizes.contains(.preview) { renditions.preview = try encode(try pixels.fitted(previewSide)) }
        return renditions
    }

    private static func encode(_ pixels: Pixels) throws(DecodingProblem) -> RenditionSet.Picture {
        RenditionSet.Picture(jpeg: try pixels.jpeg(quality: quality), width: pixels.width, height: pixels.height)
    }
}
