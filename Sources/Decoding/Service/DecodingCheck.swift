import CVips
import Media

/// Whether a file can still be shown.
enum DecodingCheck {
    /// - Returns: nil when it decodes without an error; formats without a picture always do.
    static func problem(_ format: MediaFormat, _ source: ByteSource) -> String? {
        do throws(DecodingProblem) {
            switch format.picture {
            case .decoder: return try picture(source)
            case .posterFrame: _ = try PosterFrame.pixels(source)
            case .embeddedPreview, .none: return nil
            }
            return nil
        } catch {
            return error.reason
        }
    }

    /// Decodes all of the picture at the smallest size its format offers: every coded byte is read all the same.
    private static func picture(_ source: ByteSource) throws(DecodingProblem) -> String? {
        try Vips.start()
        return try WholeFile.with(source) { (bytes) throws(DecodingProblem) in
            // A picture of less than one pixel would stop libvips by an assertion.
            let isShrunk =
                bytes.starts(with: [0xFF, 0xD8])
                && PictureSize.read(source).map { min($0.width, $0.height) >= 64 } ?? false
            return try LibraryLogs.listening { () throws(DecodingProblem) in
                let picture = try Raster(
                    opening: bytes, isShrunk ? "shrink=8" : "", failOn: VIPS_FAIL_ON_WARNING)
                guard photostead_vips_drain(picture.image) == 0 else { throw Vips.problem() }
            }.warning
        }
    }
}
