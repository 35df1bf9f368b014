import Media

/// The segments of a JPEG, its scans with everything up to the end marker, and the bytes after it.
enum JPEGParts {
    private static let extensionMark: StaticString = "http://ns.adobe.com/xmp/extension/\0"
    private static let longestPacket = 16 << 20

    static func add(to list: inout PartList) throws(DecodingProblem) {
        let source = list.source
        var result = list
        let position = try eachSegment(of: source) { (marker, offset, count) throws(DecodingProblem) in
            try addSegment(marker, at: offset, count: count, to: &result)
        }
        list = result
        let end = try endOfScans(source, from: position)
        try list.add("scans", .other, at: position, count: end - position)
        if end < source.size { try list.add("after the end", .other, at: end, count: source.size - end) }
    }

    /// The part of the XMP packet that did not fit into one segment (XMP specification, part 3, 1.1.3.1).
    ///
    /// - Returns: nil when there is none.
    static func extendedPacket(in source: ByteSource) throws(DecodingProblem) -> [UInt8]? {
        guard source.size > 4, try source.number(at: 0, count: 2) == 0xFFD8 else { return nil }
        var pieces: [(place: Int, bytes: [UInt8])] = []
        var total = 0
        _ = try eachSegment(of: source) { (marker, offset, count) throws(DecodingProblem) in
            // The mark, 32 letters of an identifier, the length of the whole and the place of the piece.
            let head = extensionMark.utf8CodeUnitCount + 32 + 8
            guard marker == 0xE1, count >= head, source.has(extensionMark, at: offset) else { return }
            total += count - head
            guard total <= longestPacket else { throw .refused("its XMP packet is too long") }
            let place = try source.integer(at: offset + head - 4, count: 4)
            pieces.append((place, try source.bytes(at: offset + head, count: count - head)))
        }
        return pieces.isEmpty ? nil : pieces.sorted { $0.place < $1.place }.flatMap(\.bytes)
    }

    /// Visits the segments before the first scan.
    ///
    /// - Returns: where that begins.
    private static func eachSegment(
        of source: ByteSource, _ visit: (_ marker: Int, _ offset: Int, _ count: Int) throws(DecodingProblem) -> Void
    ) throws(DecodingProblem) -> Int {
        var segments = JPEGSegments(source)
        while let segment = try segments.next() {
            guard segment.isWhole else { throw .damaged("a segment is cut off") }
            try visit(segment.marker, segment.offset, segment.count)
        }
        guard try source.integer(at: segments.position + 1, count: 1) == 0xDA else {
            throw .damaged("it ends before its picture begins")
        }
        return segments.position
    }

    private static func addSegment(
        _ marker: Int, at offset: Int, count: Int, to list: inout PartList
    ) throws(DecodingProblem) {
        let source = list.source
        let isApp = (0xE0...0xEF).contains(marker)
        let name = isApp ? "APP\(marker - 0xE0)" : "marker " + String(marker, radix: 16)
        if marker == 0xE1, source.has("http://ns.adobe.com/x", at: offset) {
            try list.add(name + " XMP", .xmp, at: offset, count: count)
        } else if marker == 0xE1, source.has("Exif\0", at: offset) {
            try list.add(name + " EXIF", .exif, at: offset, count: count)
        } else if marker == 0xE2, source.has("MPF\0", at: offset) {
            let content = try source.bytes(at: offset, count: count)
            try list.add(name + " MPF", .other, content: withoutOffsets(content))
        } else {
            try list.add(name, .other, at: offset, count: count)
        }
    }

    /// A multi-picture index whose pictures may have moved: each entry of 16 bytes has its offset at byte 8.
    private static func withoutOffsets(_ content: [UInt8]) throws(DecodingProblem) -> [UInt8] {
        var changed = content
        try content.withBytes { (bytes) throws(DecodingProblem) in
            let source = ByteSource(bytes)
            guard let tiff = try TIFFDirectories(source, base: 4) else { return }
            let (entries, _) = try tiff.entries(at: tiff.first)
            guard let index = entries.first(where: { $0.tag == 0xB002 }) else { return }
            for start in stride(from: 4 + index.place + 8, to: 4 + index.place + index.count, by: 16) {
                for place in start..<start + 4 where changed.indices.contains(place) { changed[place] = 0 }
            }
        }
        return changed
    }

    /// One past the end marker that follows the scans.
    private static func endOfScans(_ source: ByteSource, from start: Int) throws(DecodingProblem) -> Int {
        try source.firstIndex(of: 0xFF, 0xD9, from: start).map { $0 + 2 } ?? source.size
    }
}
