import CVips

/// Decodes pictures in memory; one object is used by one thread.
final class PictureDecoder {
    private let profiles = ColorProfiles()
    /// Most pixels that are held in memory to be made smaller as a whole, which is faster than part by part.
    private static let fewPixels = 4_000_000

    /// A picture in memory, fitted into a square and upright; when that gives a warning, a second time without
    /// minding it.
    func decode(
        _ bytes: UnsafeRawBufferPointer, side: Int
    ) throws(DecodingProblem) -> (pixels: Pixels, damage: String?) {
        let complaint: DecodingProblem
        do throws(DecodingProblem) {
            // Some loaders only mention what they should fail on.
            return try listening(bytes, side: side, failOn: VIPS_FAIL_ON_WARNING)
        } catch {
            complaint = error
        }
        guard case .damaged(let reason) = complaint else { throw complaint }
        return (try listening(bytes, side: side, failOn: VIPS_FAIL_ON_NONE).pixels, reason)
    }

    private func listening(
        _ bytes: UnsafeRawBufferPointer, side: Int, failOn: VipsFailOn
    ) throws(DecodingProblem) -> (pixels: Pixels, damage: String?) {
        let heard = try LibraryLogs.listening { () throws(DecodingProblem) in
            try decode(bytes, side: side, failOn: failOn)
        }
        return (heard.result, heard.warning)
    }

    private func decode(
        _ bytes: UnsafeRawBufferPointer, side: Int, failOn: VipsFailOn
    ) throws(DecodingProblem) -> Pixels {
        let opened = try Raster(opening: bytes, failOn: failOn)
        let pixels = opened.width.multipliedReportingOverflow(by: opened.height)
        if pixels.overflow || pixels.partialValue > Vips.mostPixels {
            throw .refused("it has more than \(Vips.mostPixels / 1_000_000) million pixels")
        }
        let profile = opened.profile.flatMap { ColorProfiles.isSRGB($0) ? nil : $0 }
        let transform = opened.isPlain ? profile.flatMap(profiles.transform) : nil
        let isJPEG = opened.loader == "jpegload_buffer"
        let shrink = isJPEG ? Self.jpegShrink(opened, to: side) : 1
        if pixels.partialValue / (shrink * shrink) <= Self.fewPixels, profile == nil || transform != nil {
            let picture = shrink == 1 ? opened : try Raster(opening: bytes, "shrink=\(shrink)", failOn: failOn)
            let fitted = try picture.pixels().fitted(side)
            return try (transform?.applied(to: fitted) ?? fitted).turned(opened.orientation)
        }
        return try thumbnail(bytes, side: side, isManaged: profile != nil, failOn)
    }

    /// What a JPEG's decoder can divide its edges by, such that the last third is left to a better filter. A picture of
    /// less than one pixel would stop libvips by an assertion.
    private static func jpegShrink(_ picture: Raster, to side: Int) -> Int {
        let (longest, shortest) = (max(picture.width, picture.height), min(picture.width, picture.height))
        return [8, 4, 2].first { $0 * side * 3 / 2 <= longest && $0 * 8 <= shortest } ?? 1
    }

    /// Made from a part of the picture at a time.
    private func thumbnail(
        _ bytes: UnsafeRawBufferPointer, side: Int, isManaged: Bool, _ failOn: VipsFailOn
    ) throws(DecodingProblem) -> Pixels {
        var image: UnsafeMutablePointer<VipsImage>?
        let result = photostead_vips_thumbnail(
            bytes.baseAddress, bytes.count, &image, Int32(side), Int32(failOn.rawValue), isManaged ? 1 : 0)
        guard result == 0, let image else { throw Vips.problem() }
        return try Raster(owning: image).pixels()
    }
}
