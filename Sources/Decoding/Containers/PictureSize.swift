/// Width and height of a picture as its container's header has them, before orientation.
enum PictureSize {
    /// - Returns: nil when the header does not tell or its format is not known here.
    static func read(_ source: ByteSource) -> (width: Int, height: Int)? {
        do throws(DecodingProblem) {
            guard let size = try find(source), size.width > 0, size.height > 0 else { return nil }
            return size
        } catch {
            return nil
        }
    }

    private static func find(_ source: ByteSource) throws(DecodingProblem) -> (width: Int, height: Int)? {
        func pair(_ first: Int, _ second: Int, _ count: Int, little: Bool = false) throws(DecodingProblem) -> (Int, Int)
        {
            (
                try source.integer(at: first, count: count, littleEndian: little),
                try source.integer(at: second, count: count, littleEndian: little)
            )
        }
        if try source.isJPEG { return try jpeg(source) }
        if source.has("PNG\r\n", at: 1) { return try pair(16, 20, 4) }
        if source.has("GIF8", at: 0) { return try pair(6, 8, 2, little: true) }
        if source.has("RIFF", at: 0), source.has("WEBP", at: 8) { return try webP(source) }
        if source.has("8BPS", at: 0) {
            let (height, width) = try pair(14, 18, 4)
            return (width, height)
        }
        if source.has("BM", at: 0) { return try bitmap(source) }
        if source.size >= 8, try source.bytes(at: 0, count: 4) == [0, 0, 1, 0] {
            let (width, height) = try pair(6, 7, 1)
            return (width == 0 ? 256 : width, height == 0 ? 256 : height)
        }
        if source.has("jP  ", at: 4) { return try jpeg2000(source) }
        if source.size >= 2, try source.bytes(at: 0, count: 2) == [0xFF, 0x0A] {
            return try JXLHeader.size(source, at: 2)
        }
        if source.has("JXL ", at: 4) { return try JXLHeader.boxedSize(source) }
        if source.has("ftyp", at: 4) { return try items(source) }
        if let tiff = try TIFFDirectories(source) { return try TIFFPicture.size(tiff) }
        return nil
    }

    /// The first frame header between SOI and the first scan.
    private static func jpeg(_ source: ByteSource) throws(DecodingProblem) -> (width: Int, height: Int)? {
        var segments = JPEGSegments(source)
        while let segment = try segments.next() {
            guard (0xC0...0xCF).contains(segment.marker), ![0xC4, 0xC8, 0xCC].contains(segment.marker) else { continue }
            let height = try source.integer(at: segment.offset + 1, count: 2)
            return (try source.integer(at: segment.offset + 3, count: 2), height)
        }
        return nil
    }

    private static func webP(_ source: ByteSource) throws(DecodingProblem) -> (width: Int, height: Int)? {
        if source.has("VP8X", at: 12) {
            return (
                1 + (try source.integer(at: 24, count: 3, littleEndian: true)),
                1 + (try source.integer(at: 27, count: 3, littleEndian: true))
            )
        }
        if source.has("VP8L", at: 12) {
            let bits = try source.integer(at: 21, count: 4, littleEndian: true)
            return (1 + bits & 0x3FFF, 1 + (bits >> 14) & 0x3FFF)
        }
        guard source.has("VP8 ", at: 12) else { return nil }
        return (
            try source.integer(at: 26, count: 2, littleEndian: true) & 0x3FFF,
            try source.integer(at: 28, count: 2, littleEndian: true) & 0x3FFF
        )
    }

    private static func bitmap(_ source: ByteSource) throws(DecodingProblem) -> (width: Int, height: Int)? {
        if try source.integer(at: 14, count: 4, littleEndian: true) == 12 {
            return (
                try source.integer(at: 18, count: 2, littleEndian: true),
                try source.integer(at: 20, count: 2, littleEndian: true)
            )
        }
        let width = Int32(truncatingIfNeeded: try source.number(at: 18, count: 4, littleEndian: true))
        // A negative height means that the first row is the upper one.
        let height = Int32(truncatingIfNeeded: try source.number(at: 22, count: 4, littleEndian: true))
        return (Int(width), Int(height.magnitude))
    }

    private static func jpeg2000(_ source: ByteSource) throws(DecodingProblem) -> (width: Int, height: Int)? {
        guard let header = try ISOBoxes.top(source).first(where: { $0.kind == "jp2h" }),
            let image = try ISOBoxes.find(source, in: header, "ihdr")
        else { return nil }
        let height = try source.integer(at: image.offset, count: 4)
        return (try source.integer(at: image.offset + 4, count: 4), height)
    }

    /// The `ispe` property of the primary item of HEIC and AVIF.
    private static func items(_ source: ByteSource) throws(DecodingProblem) -> (width: Int, height: Int)? {
        guard let meta = try ISOBoxes.top(source).first(where: { $0.kind == "meta" }) else { return nil }
        let items = try ISOItems(source, meta: meta)
        guard let primary = items.primary, let properties = items.properties,
            let container = try ISOBoxes.find(source, in: properties, "ipco"),
            let association = try ISOBoxes.find(source, in: properties, "ipma")
        else { return nil }
        let all = try ISOBoxes.list(source, in: container)
        for index in try ItemProperties.indices(of: primary, source, association)
        where index >= 1 && index <= all.count && all[index - 1].kind == "ispe" {
            let box = all[index - 1]
            return (
                try source.integer(at: box.offset + 4, count: 4), try source.integer(at: box.offset + 8, count: 4)
            )
        }
        return nil
    }
}

/// The table `ipma`: which properties an item has.
private enum ItemProperties {
    /// Numbers from 1 of the properties of one item.
    static func indices(of item: Int, _ source: ByteSource, _ box: ISOBox) throws(DecodingProblem) -> [Int] {
        let version = try source.integer(at: box.offset, count: 1)
        let isWide = try source.integer(at: box.offset + 3, count: 1) & 1 == 1
        let (idWidth, indexWidth) = (version < 1 ? 2 : 4, isWide ? 2 : 1)
        var place = box.offset + 8
        for _ in 0..<(try source.integer(at: box.offset + 4, count: 4)) where place < box.end {
            let id = try source.integer(at: place, count: idWidth)
            let count = try source.integer(at: place + idWidth, count: 1)
            place += idWidth + 1
            if id == item {
                var found: [Int] = []
                for index in 0..<count {
                    let value = try source.integer(at: place + index * indexWidth, count: indexWidth)
                    found.append(value & (isWide ? 0x7FFF : 0x7F))
                }
                return found
            }
            place += count * indexWidth
        }
        return []
    }
}
