import CVips
import Glibc

/// A libvips picture that frees itself.
final class Raster {
    let image: UnsafeMutablePointer<VipsImage>

    init(owning image: UnsafeMutablePointer<VipsImage>) { self.image = image }

    /// Opens a picture in memory, which must stay there, far enough to know its size.
    ///
    /// - Parameter options: those of the format's loader.
    convenience init(
        opening bytes: UnsafeRawBufferPointer, _ options: String = "", failOn: VipsFailOn
    ) throws(DecodingProblem) {
        let image = photostead_vips_open(bytes.baseAddress, bytes.count, options, Int32(failOn.rawValue))
        guard let image else { throw Vips.problem() }
        self.init(owning: image)
        forgetTags()
    }

    /// Takes the EXIF entries away that each operation would copy; the orientation is a field of its own.
    private func forgetTags() {
        guard let names = vips_image_get_fields(image) else { return }
        defer { g_strfreev(names) }
        var next = names
        while let name = next.pointee {
            if strncmp(name, "exif-", 5) == 0 { vips_image_remove(image, name) }
            next += 1
        }
    }

    deinit { photostead_vips_release(image) }

    var width: Int { Int(vips_image_get_width(image)) }
    var height: Int { Int(vips_image_get_height(image)) }
    var bands: Int { Int(vips_image_get_bands(image)) }

    /// That of EXIF, 1-8.
    var orientation: Int { Int(vips_image_get_orientation(image)) }

    /// The operation of libvips that opened it.
    var loader: String {
        var name: UnsafePointer<CChar>?
        guard vips_image_get_string(image, VIPS_META_LOADER, &name) == 0, let name else { return "" }
        return String(cString: name)
    }

    /// The embedded colour profile.
    var profile: [UInt8]? {
        var bytes: UnsafeRawPointer?
        var count = 0
        guard vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0,
            vips_image_get_blob(image, VIPS_META_ICC_NAME, &bytes, &count) == 0
        else { return nil }
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    /// Runs one operation on this picture; it is 0 for success.
    func applying(
        _ operation: (UnsafeMutablePointer<VipsImage>, UnsafeMutablePointer<UnsafeMutablePointer<VipsImage>?>) -> Int32
    ) throws(DecodingProblem) -> Raster {
        var result: UnsafeMutablePointer<VipsImage>?
        guard operation(image, &result) == 0, let result else { throw Vips.problem() }
        return Raster(owning: result)
    }

    /// Whether it has three bytes a pixel, for red, green and blue.
    var isPlain: Bool {
        vips_image_get_interpretation(image) == VIPS_INTERPRETATION_sRGB && bands == 3
            && vips_image_get_format(image) == VIPS_FORMAT_UCHAR
    }

    /// In sRGB and without transparency.
    private func plain() throws(DecodingProblem) -> Raster {
        let opaque = vips_image_hasalpha(image) == 0 ? self : try applying(photostead_vips_flatten)
        return opaque.isPlain ? opaque : try opaque.applying(photostead_vips_to_srgb)
    }

    /// All its pixels, computed now.
    func pixels() throws(DecodingProblem) -> Pixels {
        let plain = try plain()
        var count = 0
        guard let bytes = vips_image_write_to_memory(plain.image, &count) else { throw Vips.problem() }
        defer { g_free(bytes) }
        guard plain.bands == 3, count == plain.width * plain.height * 3 else {
            throw .unsupported("its pixels have an unusual format")
        }
        return Pixels(width: plain.width, height: plain.height) { room in
            UnsafeMutableRawBufferPointer(room).copyMemory(from: UnsafeRawBufferPointer(start: bytes, count: count))
            return true
        }
    }
}
