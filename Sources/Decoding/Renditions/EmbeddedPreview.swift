import CGExiv2
import Media

/// The largest picture that a camera put into its raw file.
enum EmbeddedPreview {
    /// Decodes it, turned as the raw file says when the preview itself does not.
    static func decode(
        _ format: MediaFormat, _ source: ByteSource, side: Int
    ) throws(DecodingProblem) -> (raster: Raster, damage: String?) {
        var orientation: Int?
        var preview = try CanonPreview.find(source)
        let (_, complaint) = try MetadataBlocks.read(format, source) { blocks in
            orientation = blocks.lazy.compactMap { TagNumbers.integer($0.text("Exif.Image.Orientation")) }.first
            preview = preview ?? blocks.lazy.compactMap(\.largestPreview).first
        }
        guard let preview else { throw complaint ?? .unsupported("it holds no preview") }
        return try preview.withBytes { (bytes) throws(DecodingProblem) in
            let (raster, damage) = try Vips.decode(bytes, side: side)
            // An orientation of its own was followed while decoding.
            if hasOrientation(bytes) { return (raster, damage) }
            return (try raster.turned(orientation ?? 1), damage)
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

extension EmbeddedTags {
    /// The largest of the previews that exiv2 finds; it lists them by size.
    var largestPreview: [UInt8]? {
        guard let list = gexiv2_metadata_get_preview_properties(metadata) else { return nil }
        var count = 0
        while list[count] != nil { count += 1 }
        guard count > 0 else { return nil }
        var error: UnsafeMutablePointer<GError>?
        defer { if let error { g_error_free(error) } }
        guard let image = gexiv2_metadata_try_get_preview_image(metadata, list[count - 1], &error) else { return nil }
        defer { photostead_release_preview(image) }
        var length: UInt32 = 0
        guard let data = gexiv2_preview_image_get_data(image, &length) else { return nil }
        return Array(UnsafeBufferPointer(start: data, count: Int(length)))
    }
}
