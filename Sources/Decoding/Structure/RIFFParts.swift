import Media

/// The chunks of a RIFF file.
enum RIFFParts {
    static func add(to list: inout PartList) throws(DecodingProblem) {
        let source = list.source
        try RIFFChunks.each(of: source) { chunk throws(DecodingProblem) in
            switch chunk.kind {
            case "XMP ", "_PMX", "JUNK": try list.add(chunk.kind, .xmp, at: chunk.offset, count: chunk.count)
            case "EXIF": try list.add(chunk.kind, .exif, at: chunk.offset, count: chunk.count)
            case "VP8X" where chunk.count == 10: try addHeader(chunk, to: &list)
            default: try list.add(chunk.kind, .other, at: chunk.offset, count: chunk.count)
            }
        }
    }

    /// The header of an extended WebP, which comes in with the first metadata and has flags for them.
    private static func addHeader(_ chunk: RIFFChunk, to list: inout PartList) throws(DecodingProblem) {
        var content = try list.source.bytes(at: chunk.offset, count: chunk.count)
        content[0] &= ~0x0C
        // Animation and colour profile need the header; without them it is there for metadata alone.
        try list.add(chunk.kind, content[0] & 0x22 == 0 ? .xmp : .other, content: content)
    }
}
