import Media

/// The chunks of a PNG; picture data that stands in many chunks is one part.
enum PNGParts {
    static func add(to list: inout PartList) throws(DecodingProblem) {
        let source = list.source
        var end = 8
        var data: (start: Int, end: Int)?
        var chunks: [PNGChunk] = []
        try PNGChunks.each(of: source) { chunk throws(DecodingProblem) in
            chunks.append(chunk)
            guard chunks.count < 1 << 18 else { throw .refused("it has too many chunks") }
        }
        for chunk in chunks {
            end = chunk.offset + chunk.count + 4
            if chunk.isKind("IDAT") {
                data = (data?.start ?? chunk.offset - 8, end)
                continue
            }
            if let run = data { try list.add("IDAT", .other, at: run.start, count: run.end - run.start) }
            data = nil
            let content = try source.bytes(at: chunk.offset, count: min(chunk.count, 64))
            try list.add(latin1(chunk.kind), role(chunk, content), at: chunk.offset, count: chunk.count)
        }
        if end < source.size { try list.add("after the end", .other, at: end, count: source.size - end) }
    }

    private static func role(_ chunk: PNGChunk, _ content: [UInt8]) -> MediaPart.Role {
        if chunk.isKind("eXIf") { return .exif }
        let key = latin1(content.prefix { $0 != 0 })
        switch key {
        case "XML:com.adobe.xmp", "Raw profile type xmp": return .xmp
        case "Raw profile type exif", "Raw profile type APP1": return .exif
        default: return .other
        }
    }
}
