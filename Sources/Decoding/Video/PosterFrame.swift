import CLibAV
import Glibc

/// One picture that stands for a film: near its first second, or a tenth of a short one.
enum PosterFrame {
    private static let mostSide = 2048
    /// Packets that are tried before the film is given up.
    private static let mostPackets = 2000

    /// The frame in sRGB, upright, at most 2048 pixels a side.
    static func pixels(_ source: ByteSource) throws(DecodingProblem) -> Pixels {
        let film = try Film(source)
        try film.findStreams()
        guard let stream = film.picture else { throw .unsupported("it holds no moving picture") }
        let frame = try decode(film, stream)
        return try convert(frame, stream).turned(film.orientation)
    }

    private static func decode(
        _ film: Film, _ stream: UnsafeMutablePointer<AVStream>
    ) throws(DecodingProblem) -> Frame {
        let decoder = try Decoder(stream)
        let second = min(1, (film.duration ?? 0) / 10)
        let base = stream.pointee.time_base
        if second > 0, base.num > 0 {
            let start = stream.pointee.start_time == photostead_av_no_time ? 0 : stream.pointee.start_time
            let target = start + Int64(second * Double(base.den) / Double(base.num))
            // A container that cannot seek shows its first frame.
            av_seek_frame(film.context, stream.pointee.index, target, AVSEEK_FLAG_BACKWARD)
        }
        guard let packet = av_packet_alloc() else { throw .refused("no memory for its frames") }
        defer {
            var freed: UnsafeMutablePointer<AVPacket>? = packet
            av_packet_free(&freed)
        }
        for _ in 0..<mostPackets {
            guard av_read_frame(film.context, packet) >= 0 else { break }
            defer { av_packet_unref(packet) }
            guard packet.pointee.stream_index == stream.pointee.index else { continue }
            if let frame = try decoder.decode(packet) { return frame }
        }
        if let frame = try decoder.decode(nil) { return frame }
        throw .damaged("no frame of its film could be decoded")
    }

    private static func convert(
        _ frame: Frame, _ stream: UnsafeMutablePointer<AVStream>
    ) throws(DecodingProblem) -> Pixels {
        let picture = frame.frame.pointee
        let (width, height) = (Int(picture.width), Int(picture.height))
        guard width > 0, height > 0, width * height <= Vips.mostPixels else {
            throw .refused("its frames are too large")
        }
        // Pixels of old films are not square.
        let ratio = av_guess_sample_aspect_ratio(nil, stream, frame.frame)
        let stretch = ratio.num > 0 && ratio.den > 0 ? Double(ratio.num) / Double(ratio.den) : 1
        let shownWidth = Double(width) * min(max(stretch, 0.1), 10)
        let scale = min(1, Double(mostSide) / max(shownWidth, Double(height)))
        let size = (width: max(1, Int(shownWidth * scale)), height: max(1, Int(Double(height) * scale)))
        let shape = Pixels.Frame(width: width, height: height, format: AVPixelFormat(picture.format))
        let pixels = withUnsafePointer(to: &frame.frame.pointee.data) { planes in
            withUnsafePointer(to: &frame.frame.pointee.linesize) { lines in
                planes.withMemoryRebound(to: UnsafePointer<UInt8>?.self, capacity: 8) { planes in
                    lines.withMemoryRebound(to: Int32.self, capacity: 8) { lines in
                        Pixels.scaled(planes, lines, shape, to: size, SWS_BICUBIC)
                    }
                }
            }
        }
        guard let pixels else { throw .unsupported("the colours of its frames are not known") }
        return pixels
    }
}

/// A decoded frame that frees itself.
private final class Frame {
    let frame: UnsafeMutablePointer<AVFrame>

    init() throws(DecodingProblem) {
        guard let frame = av_frame_alloc() else { throw .refused("no memory for a frame") }
        self.frame = frame
    }

    deinit {
        var freed: UnsafeMutablePointer<AVFrame>? = frame
        av_frame_free(&freed)
    }
}

/// A decoder for one stream.
private final class Decoder {
    private let context: UnsafeMutablePointer<AVCodecContext>

    init(_ stream: UnsafeMutablePointer<AVStream>) throws(DecodingProblem) {
        guard let codec = avcodec_find_decoder(stream.pointee.codecpar.pointee.codec_id),
            let context = avcodec_alloc_context3(codec)
        else { throw .unsupported("there is no decoder for its film") }
        self.context = context
        context.pointee.thread_count = 1
        context.pointee.max_pixels = Int64(Vips.mostPixels)
        guard avcodec_parameters_to_context(context, stream.pointee.codecpar) >= 0,
            avcodec_open2(context, codec, nil) >= 0
        else { throw .damaged("the decoder for its film does not start") }
    }

    deinit {
        var freed: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&freed)
    }

    /// Takes a packet, nil at the end; gives a frame once there is one.
    func decode(_ packet: UnsafeMutablePointer<AVPacket>?) throws(DecodingProblem) -> Frame? {
        // A packet that is refused may be damaged; the next may be whole.
        avcodec_send_packet(context, packet)
        let frame = try Frame()
        return avcodec_receive_frame(context, frame.frame) == 0 ? frame : nil
    }
}
