import Media

/// The largest picture that a camera put into its raw file.
enum EmbeddedPreview {
    /// Decodes it, turned as the raw file says when the preview itself does not.
    static func decode(
        _ format: MediaFormat, _ source: ByteSource, side: Int, by decoder: PictureDecoder
    ) throws(DecodingProblem) -> (pixels: Pixels, damage: String?) {
        var orientation: Int?
        var preview = try CanonPreview.find(source)
        let (_, complaint) = try MetadataBlocks.read(format, source) { blocks in
            orientation = blocks.lazy.compactMap { TagNumbers.integer($0.text("Exif.Image.Orientation")) }.first
            preview = preview ?? blocks.lazy.compactMap(\.largestPreview).first
        }
        guard let preview else { throw complaint ?? .unsupported("it holds no preview") }
        return try preview.withBytes { (bytes) throws(DecodingProblem) in
            let (pixels, damage) = try decoder.decode(bytes, side: side)
            // An orientation of its own was followed while decoding.
            if hasOrientation(bytes) { return (pixels, damage) }
            return (try pixels.turned(orientation ?? 1), damage)
        }
    }

    private static func hasOrientation(_ bytes: UnsafeRawBufferPointer) -> Bool {
        do throws(DecodingProblem) {
            return try EmbeddedTags(bytes).text("Exif.Image.Orientation") != nil
        } catch {
            return false
        }
    }
}
