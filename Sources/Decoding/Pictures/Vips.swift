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
        // libvips trusts these two less than the rest; docs/metadata.md section 5 asks for them.
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
}
