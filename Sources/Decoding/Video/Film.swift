import CLibAV
import Glibc

/// A film or sound opened by libavformat through our own reading, so that it never sees a path.
final class Film {
    let context: UnsafeMutablePointer<AVFormatContext>
    private let input: FilmInput

    /// Keeps libav's complaints away from stderr.
    private static let isQuiet: Bool = {
        av_log_set_level(AV_LOG_QUIET)
        return true
    }()

    /// Opens the container and looks at its streams.
    init(_ source: ByteSource) throws(DecodingProblem) {
        _ = Self.isQuiet
        input = FilmInput(source)
        guard let io = input.makeIO(), let new = avformat_alloc_context() else {
            throw .refused("no memory for its film")
        }
        var context: UnsafeMutablePointer<AVFormatContext>? = new
        new.pointee.pb = io
        new.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
        // Damaged or hostile containers otherwise read and probe without end.
        new.pointee.probesize = 5_000_000
        new.pointee.max_analyze_duration = 2_000_000
        new.pointee.max_streams = 64
        guard avformat_open_input(&context, nil, nil, nil) == 0, let context else {
            input.free(io)
            throw .damaged("its film could not be opened")
        }
        self.context = context
    }

    deinit {
        var context: UnsafeMutablePointer<AVFormatContext>? = context
        let io = context?.pointee.pb
        avformat_close_input(&context)
        input.free(io)
    }

    /// Reads packets until codecs and durations are known, where the header does not tell.
    func findStreams() throws(DecodingProblem) {
        guard avformat_find_stream_info(context, nil) >= 0 else { throw .damaged("its streams could not be read") }
    }

    /// The streams in their order.
    var streams: [UnsafeMutablePointer<AVStream>] {
        (0..<Int(context.pointee.nb_streams)).compactMap { context.pointee.streams[$0] }
    }

    /// The first moving picture that is no cover.
    var picture: UnsafeMutablePointer<AVStream>? {
        streams.first { stream in
            stream.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_VIDEO
                && stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
        }
    }

    /// Seconds; nil = the file does not say.
    var duration: Double? {
        let whole = context.pointee.duration
        if whole != photostead_av_no_time, whole > 0 { return Double(whole) / Double(AV_TIME_BASE) }
        return streams.compactMap { stream -> Double? in
            let base = stream.pointee.time_base
            guard stream.pointee.duration != photostead_av_no_time, stream.pointee.duration > 0, base.den != 0 else {
                return nil
            }
            return Double(stream.pointee.duration) * Double(base.num) / Double(base.den)
        }.max()
    }

    /// A value of the container's metadata.
    func text(_ key: String, of dictionary: OpaquePointer?) -> String? {
        guard let entry = av_dict_get(dictionary, key, nil, 0), let value = entry.pointee.value else { return nil }
        return String(cString: value)
    }

    /// EXIF orientation of the display matrix; 1 when there is none.
    var orientation: Int {
        guard let picture, let side = av_stream_get_side_data(picture, AV_PKT_DATA_DISPLAYMATRIX, nil) else { return 1 }
        let angle = side.withMemoryRebound(to: Int32.self, capacity: 9) { av_display_rotation_get($0) }
        guard angle.isFinite else { return 1 }
        switch Int((-angle).rounded()) % 360 {
        case 90, -270: return 6
        case 180, -180: return 3
        case 270, -90: return 8
        default: return 1
        }
    }
}

/// The bytes of a film, handed to libavformat piece by piece.
private final class FilmInput {
    private let source: ByteSource
    private var place = 0
    /// Bytes that may be read until the film is given up: three times the file, at least 64 MB.
    private var budget: Int
    private static let pieceLength = 32 << 10

    init(_ source: ByteSource) {
        self.source = source
        budget = max(64 << 20, source.size * 3)
    }

    func makeIO() -> UnsafeMutablePointer<AVIOContext>? {
        guard let buffer = av_malloc(Self.pieceLength) else { return nil }
        return avio_alloc_context(
            buffer.assumingMemoryBound(to: UInt8.self), Int32(Self.pieceLength), 0,
            Unmanaged.passUnretained(self).toOpaque(),
            { opaque, buffer, count in
                guard let opaque, let buffer else { return photostead_av_io }
                return Unmanaged<FilmInput>.fromOpaque(opaque).takeUnretainedValue().read(buffer, Int(count))
            }, nil,
            { opaque, offset, whence in
                guard let opaque else { return -1 }
                return Unmanaged<FilmInput>.fromOpaque(opaque).takeUnretainedValue().seek(offset, whence)
            })
    }

    func free(_ io: UnsafeMutablePointer<AVIOContext>?) {
        guard let io else { return }
        av_free(io.pointee.buffer)
        var freed: UnsafeMutablePointer<AVIOContext>? = io
        avio_context_free(&freed)
    }

    private func read(_ buffer: UnsafeMutablePointer<UInt8>, _ most: Int) -> Int32 {
        let count = min(most, source.size - place)
        if count <= 0 { return photostead_av_eof }
        budget -= count
        guard budget > 0 else { return photostead_av_io }
        do throws(DecodingProblem) {
            let bytes = try source.bytes(at: place, count: count)
            buffer.update(from: bytes, count: count)
        } catch {
            return photostead_av_io
        }
        place += count
        return Int32(count)
    }

    private func seek(_ offset: Int64, _ whence: Int32) -> Int64 {
        let target: Int64
        switch whence & ~AVSEEK_FORCE {
        case AVSEEK_SIZE: return Int64(source.size)
        case SEEK_SET: target = offset
        case SEEK_CUR: target = Int64(place) + offset
        case SEEK_END: target = Int64(source.size) + offset
        default: return -1
        }
        guard target >= 0, target <= Int64(source.size) else { return -1 }
        place = Int(target)
        return target
    }
}
