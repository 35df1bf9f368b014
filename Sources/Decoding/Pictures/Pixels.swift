import CLibAV
import CVips
import Glibc

/// A picture in memory: three bytes a pixel in sRGB, row by row.
struct Pixels {
    let bytes: [UInt8]
    let width: Int
    let height: Int

    /// Bytes behind the last line that libswscale may read or write beside it.
    private static let margin = 64

    /// Fitted into a square; the same when it fits already.
    func fitted(_ side: Int) throws(DecodingProblem) -> Pixels {
        let longest = max(width, height)
        guard longest > side else { return self }
        let size = (
            width: max(1, (width * side * 2 + longest) / (longest * 2)),
            height: max(1, (height * side * 2 + longest) / (longest * 2))
        )
        let scaled = bytes.withUnsafeBufferPointer { bytes in
            var planes: [UnsafePointer<UInt8>?] = [bytes.baseAddress, nil, nil, nil]
            var lineLengths: [Int32] = [Int32(width * 3), 0, 0, 0]
            return Self.scaled(
                &planes, &lineLengths, Frame(width: width, height: height, format: AV_PIX_FMT_RGB24), to: size,
                // Means of areas; three times as fast as libvips and shows no difference at this size.
                SWS_AREA | SWS_FULL_CHR_H_INP | SWS_FULL_CHR_H_INT | SWS_ACCURATE_RND)
        }
        guard let scaled else { throw .refused("no memory to make it smaller") }
        return scaled
    }

    /// What libswscale has to know of a picture.
    struct Frame {
        let width: Int
        let height: Int
        let format: AVPixelFormat
    }

    /// A picture of libav in another size.
    ///
    /// - Parameters:
    ///   - planes: four, with the lengths of their lines in bytes.
    ///   - method: flags of libswscale.
    /// - Returns: nil for colours that are not known.
    static func scaled(
        _ planes: UnsafePointer<UnsafePointer<UInt8>?>, _ lineLengths: UnsafePointer<Int32>, _ frame: Frame,
        to size: (width: Int, height: Int), _ method: Int32
    ) -> Pixels? {
        let scaler = sws_getContext(
            Int32(frame.width), Int32(frame.height), frame.format, Int32(size.width), Int32(size.height),
            AV_PIX_FMT_RGB24, method, nil, nil, nil)
        guard let scaler else { return nil }
        defer { sws_freeContext(scaler) }
        let pixels = Pixels(width: size.width, height: size.height) { room in
            var targets: [UnsafeMutablePointer<UInt8>?] = [room.baseAddress, nil, nil, nil]
            var targetLines: [Int32] = [Int32(size.width * 3), 0, 0, 0]
            return sws_scale(scaler, planes, lineLengths, 0, Int32(frame.height), &targets, &targetLines) > 0
        }
        return pixels.bytes.isEmpty ? nil : pixels
    }

    /// Turned and mirrored by an EXIF orientation.
    func turned(_ orientation: Int) throws(DecodingProblem) -> Pixels {
        guard (2...8).contains(orientation) else { return self }
        return try withRaster { (raster) throws(DecodingProblem) in
            let copy = try raster.applying(photostead_vips_copy)
            vips_image_set_int(copy.image, "orientation", Int32(orientation))
            return try copy.applying(photostead_vips_autorotate).pixels()
        }
    }

    /// A JPEG without metadata.
    func jpeg(quality: Int) throws(DecodingProblem) -> [UInt8] {
        try withRaster { (raster) throws(DecodingProblem) in
            var bytes: UnsafeMutableRawPointer?
            var count = 0
            guard photostead_vips_jpeg(raster.image, &bytes, &count, Int32(quality)) == 0, let bytes else {
                throw Vips.problem()
            }
            defer { g_free(bytes) }
            return Array(UnsafeRawBufferPointer(start: bytes, count: count))
        }
    }

    /// Hands the picture to libvips, which must be done with it at the end of `use`.
    private func withRaster<Value>(
        _ use: (Raster) throws(DecodingProblem) -> Value
    ) throws(DecodingProblem) -> Value {
        let result = bytes.withUnsafeBytes { bytes -> Result<Value, DecodingProblem> in
            do throws(DecodingProblem) {
                let image = vips_image_new_from_memory(
                    bytes.baseAddress, bytes.count, Int32(width), Int32(height), 3, VIPS_FORMAT_UCHAR)
                guard let image else { throw Vips.problem() }
                image.pointee.Type = VIPS_INTERPRETATION_sRGB
                return .success(try use(Raster(owning: image)))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}

extension Pixels {
    /// Room for all bytes and the margin, which `fill` fills; empty when it answers false.
    init(width: Int, height: Int, fill: (UnsafeMutableBufferPointer<UInt8>) -> Bool) {
        let count = width * height * 3
        bytes = [UInt8](unsafeUninitializedCapacity: count + Self.margin) { room, used in
            used = fill(room) ? count : 0
        }
        self.width = width
        self.height = height
    }
}
