import Platform

/// One chunk of a RIFF file: `offset` is that of its content.
struct RIFFChunk {
    /// The four letters; for a LIST those of its kind follow after `_`, as in `LIST_movi`.
    let kind: String
    let offset: Int
    let count: Int

    /// With the byte that makes the length even.
    var paddedCount: Int { count + count % 2 }
}

/// The chunks of a RIFF file (WebP, AVI, WAV), in order.
enum RIFFChunks {
    private static let most = 1 << 16
    private static let pictures: Set<String> = [
        "VP8 ", "VP8L", "ANIM", "ANMF", "ALPH", "data", "LIST_movi",
    ]

    /// Visits the chunks of the outermost level up to the end of the file.
    static func each(
        of source: ByteSource, _ visit: (RIFFChunk) throws(DecodingProblem) -> Void
    ) throws(DecodingProblem) {
        var position = 12
        for _ in 0..<most {
            guard source.size - position >= 8 else { return }
            var kind = String(decoding: try source.bytes(at: position, count: 4), as: UTF8.self)
            let count = try source.integer(at: position + 4, count: 4, littleEndian: true)
            guard count <= source.size - position - 8 else { throw .damaged("a RIFF chunk reaches beyond the end") }
            if kind == "LIST", count >= 4 {
                kind += "_" + String(decoding: try source.bytes(at: position + 8, count: 4), as: UTF8.self)
            }
            let chunk = RIFFChunk(kind: kind, offset: position + 8, count: count)
            try visit(chunk)
            position += 8 + chunk.paddedCount
        }
        throw .damaged("it has too many RIFF chunks")
    }

    /// Feeds the chunks that hold coded pictures, sound or film.
    ///
    /// - Returns: whether there was any.
    static func hash(_ source: ByteSource, into digest: RunningDigest) throws(DecodingProblem) -> Bool {
        var found = false
        try each(of: source) { chunk throws(DecodingProblem) in
            guard pictures.contains(chunk.kind) else { return }
            // The four letters of a list were read with its header.
            let skipped = chunk.kind == "LIST_movi" ? 4 : 0
            try source.feed(at: chunk.offset + skipped, count: chunk.paddedCount - skipped, to: digest)
            found = true
        }
        return found
    }
}
