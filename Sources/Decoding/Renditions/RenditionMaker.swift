package import Media
import Model
package import Platform

/// Makes the pictures of one file after the other; one object is used by one thread.
package final class RenditionMaker {
    private static let thumbnailSide = 256
    private static let gridSide = 640
    private static let previewSide = 2048
    private static let quality = 82
    private let detector: TypeDetector

    init(magic: Magic) { detector = TypeDetector(magic: magic) }

    /// - Parameter path: gives the extension.
    package func renditions(
        of file: Descriptor, path: [UInt8], sizes: RenditionSizes
    ) throws(DecodingProblem) -> Renditions {
        try Vips.start()
        let source = try ByteSource(file)
        guard let format = detector.decide(source, path: path).format else {
            throw .unsupported("it is no photo and no film")
        }
        let side = sizes.contains(.preview) ? Self.previewSide : Self.gridSide
        let (decoded, damage) = try Self.picture(format, source, side: side)
        let raster = try decoded.plain().rendered()
        var sizes = sizes
        if format.picture == .embeddedPreview, max(raster.width, raster.height) < Self.previewSide {
            sizes.remove(.preview)
        }
        var renditions = try Self.make(raster, sizes: sizes)
        renditions.damage = damage
        return renditions
    }

    private static func picture(
        _ format: MediaFormat, _ source: ByteSource, side: Int
    ) throws(DecodingProblem) -> (raster: Raster, damage: String?) {
        switch format.picture {
        case .decoder:
            do throws(DecodingProblem) {
                return try WholeFile.with(source) { (bytes) throws(DecodingProblem) in
                    try Vips.decode(bytes, side: side)
                }
            } catch {
                // libvips 8.14 does not know moving AVIF; libav reads it as a film.
                guard case .unsupported = error, source.has("ftyp", at: 4) else { throw error }
                return (try PosterFrame.raster(source), nil)
            }
        case .embeddedPreview: return try EmbeddedPreview.decode(format, source, side: side)
        case .posterFrame: return (try PosterFrame.raster(source), nil)
        case .none: throw .unsupported("no picture can be made of this format")
        }
    }

    private static func make(_ raster: Raster, sizes: RenditionSizes) throws(DecodingProblem) -> Renditions {
        let grid = try raster.fitted(gridSide).rendered()
        let thumbnail = try grid.fitted(thumbnailSide).rendered()
        let looks = PictureLooks(pixels: try thumbnail.pixels(), width: thumbnail.width, height: thumbnail.height)
        var renditions = Renditions(dominantColor: looks.dominantColor, perceptualHash: looks.perceptualHash)
        if sizes.contains(.thumbnail) { renditions.thumbnail = try encode(thumbnail) }
        if sizes.contains(.grid) { renditions.grid = try encode(grid) }
        if sizes.contains(.preview) { renditions.preview = try encode(try raster.fitted(previewSide)) }
        return renditions
    }

    private static func encode(_ raster: Raster) throws(DecodingProblem) -> Renditions.Picture {
        Renditions.Picture(jpeg: try raster.jpeg(quality: quality), width: raster.width, height: raster.height)
    }
}
