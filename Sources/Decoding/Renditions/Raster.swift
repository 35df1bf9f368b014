import CVips

/// A libvips picture that frees itself.
final class Raster {
    let image: UnsafeMutablePointer<VipsImage>

    init(owning image: UnsafeMutablePointer<VipsImage>) { self.image = image }

    deinit { photostead_vips_release(image) }

    var width: Int { Int(vips_image_get_width(image)) }
    var height: Int { Int(vips_image_get_height(image)) }
    var bands: Int { Int(vips_image_get_bands(image)) }

    /// The embedded colour profile, valid as long as this picture.
    var profile: UnsafeRawBufferPointer? {
        var bytes: UnsafeRawPointer?
        var count = 0
        guard vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0,
            vips_image_get_blob(image, VIPS_META_ICC_NAME, &bytes, &count) == 0
        else { return nil }
        return UnsafeRawBufferPointer(start: bytes, count: count)
    }

    /// Runs one operation on this picture; it is 0 for success.
    func applying(
        _ operation: (UnsafeMutablePointer<VipsImage>, UnsafeMutablePointer<UnsafeMutablePointer<VipsImage>?>) -> Int32
    ) throws(DecodingProblem) -> Raster {
        var result: UnsafeMutablePointer<VipsImage>?
        guard operation(image, &result) == 0, let result else { throw Vips.problem() }
        return Raster(owning: result)
    }

    /// The same with all its pixels computed.
    func rendered() throws(DecodingProblem) -> Raster {
        guard let copy = vips_image_copy_memory(image) else { throw Vips.problem() }
        return Raster(owning: copy)
    }

    /// Fitted into a square; the same when it fits already.
    func fitted(_ side: Int) throws(DecodingProblem) -> Raster {
        let longest = max(width, height)
        guard longest > side else { return self }
        return try applying { photostead_vips_shrink($0, $1, Double(side) / Double(longest)) }
    }

    /// Three bytes a pixel, in sRGB and without transparency.
    func plain() throws(DecodingProblem) -> Raster {
        var raster = self
        if vips_image_hasalpha(raster.image) != 0 { raster = try raster.applying(photostead_vips_flatten) }
        let isPlain =
            vips_image_get_interpretation(raster.image) == VIPS_INTERPRETATION_sRGB && raster.bands == 3
            && vips_image_get_format(raster.image) == VIPS_FORMAT_UCHAR
        return isPlain ? raster : try raster.applying(photostead_vips_to_srgb)
    }

    /// Turned and mirrored by an EXIF orientation.
    func turned(_ orientation: Int) throws(DecodingProblem) -> Raster {
        guard (2...8).contains(orientation) else { return self }
        let copy = try applying(photostead_vips_copy)
        vips_image_set_int(copy.image, "orientation", Int32(orientation))
        return try copy.applying(photostead_vips_autorotate)
    }

    /// A JPEG without metadata.
    func jpeg(quality: Int) throws(DecodingProblem) -> [UInt8] {
        var bytes: UnsafeMutableRawPointer?
        var count = 0
        guard photostead_vips_jpeg(image, &bytes, &count, Int32(quality)) == 0, let bytes else {
            throw Vips.problem()
        }
        defer { g_free(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    /// The bytes of all pixels, when they are bytes.
    func pixels() throws(DecodingProblem) -> [UInt8] {
        guard vips_image_get_format(image) == VIPS_FORMAT_UCHAR else {
            throw .unsupported("its pixels have an unusual format")
        }
        var count = 0
        guard let bytes = vips_image_write_to_memory(image, &count) else { throw Vips.problem() }
        defer { g_free(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }
}
