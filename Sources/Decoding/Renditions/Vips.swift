import CVips

/// libvips as a whole.
enum Vips {
    /// Most pixels of a picture that is decoded.
    static let mostPixels = 268_000_000

    /// Started at the first picture, small and safe: one thread, no cache, only loaders for photos. It costs 20 MB.
    private static let isStarted: Bool = {
        LibraryLogs.redirect()
        let isStarted = photostead_vips_start() == 0
        vips_concurrency_set(1)
        vips_cache_set_max(0)
        vips_cache_set_max_mem(0)
        vips_block_untrusted_set(1)
        // libvips trusts these two less than the rest; METADATA.md section 5 asks for them.
        vips_operation_block_set("VipsForeignLoadJxl", 0)
        vips_operation_block_set("VipsForeignLoadJp2k", 0)
        return isStarted
    }()

    /// Must be called before anything else of libvips.
    static func start() throws(DecodingProblem) {
        guard isStarted else { throw .unsupported("libvips could not be started") }
    }

    /// The reason of the last failure, which is forgotten.
    static func problem() -> DecodingProblem {
        let text = String(cString: vips_error_buffer())
        vips_error_clear()
        let lines = text.split(separator: "\n")
        // A decoder's own words tell more than that it looked beyond the end.
        let line = String(lines.first { !$0.contains("bad seek") } ?? lines.first ?? "its picture could not be decoded")
        let words = DecoderWords.plain(line)
        return line.contains("not a known") || line.contains("blocked") || line.contains("not in a known")
            ? .unsupported(words) : .damaged(words)
    }

    /// Refuses pictures whose pixels would fill the memory.
    ///
    /// - Returns: whether a colour profile other than sRGB has to be followed.
    private static func inspect(_ bytes: UnsafeRawBufferPointer) throws(DecodingProblem) -> Bool {
        guard let image = photostead_vips_open(bytes.baseAddress, bytes.count) else { throw problem() }
        let raster = Raster(owning: image)
        let pixels = raster.width.multipliedReportingOverflow(by: raster.height)
        if pixels.overflow || pixels.partialValue > mostPixels {
            throw .refused("it has more than \(mostPixels / 1_000_000) million pixels")
        }
        return raster.profile.map { !isSRGB($0) } ?? false
    }

    /// Whether a profile calls itself sRGB, as most do; they differ from ours by less than a JPEG shows.
    private static func isSRGB(_ profile: UnsafeRawBufferPointer) -> Bool {
        // Its name stands there in ASCII or in UTF-16.
        let letters = profile.prefix(4096).filter { $0 != 0 }
        return letters.indices.contains { letters[$0...].starts(with: Array("sRGB".utf8)) }
    }

    /// A picture in memory, fitted into a square and upright; when that gives a warning, a second time without
    /// minding it.
    static func decode(
        _ bytes: UnsafeRawBufferPointer, side: Int
    ) throws(DecodingProblem) -> (raster: Raster, damage: String?) {
        _ = LibraryLogs.takeWarning()
        let isManaged = try inspect(bytes)
        let complaint: DecodingProblem
        do throws(DecodingProblem) {
            let raster = try decode(bytes, side: side, isManaged, failOn: VIPS_FAIL_ON_WARNING)
            // Some loaders only mention what they should fail on.
            return (raster, LibraryLogs.takeWarning())
        } catch {
            complaint = error
        }
        if case .unsupported = complaint { throw complaint }
        return (try decode(bytes, side: side, isManaged, failOn: VIPS_FAIL_ON_NONE), complaint.reason)
    }

    private static func decode(
        _ bytes: UnsafeRawBufferPointer, side: Int, _ isManaged: Bool, failOn: VipsFailOn
    ) throws(DecodingProblem) -> Raster {
        var image: UnsafeMutablePointer<VipsImage>?
        let result = photostead_vips_thumbnail(
            bytes.baseAddress, bytes.count, &image, Int32(side), Int32(failOn.rawValue), isManaged ? 1 : 0)
        guard result == 0, let image else { throw problem() }
        // Decoded here, while the file is in memory, so that its damage shows itself.
        return try Raster(owning: image).rendered()
    }
}
