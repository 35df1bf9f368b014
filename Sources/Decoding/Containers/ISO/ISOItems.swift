import Platform

/// The items of a HEIC or AVIF file: pictures, tiles, EXIF and XMP blocks.
struct ISOItems {
    struct Item {
        var kind = ""
        var contentType = ""
        /// 0 = in the file, 1 = in the idat box, 2 = in another item.
        var method = 0
        var extents: [(offset: Int, count: Int)] = []
        var isXMP: Bool { kind == "mime" && contentType == "application/rdf+xml" }
    }

    private static let most = 1 << 16
    private(set) var primary: Int?
    private(set) var items: [Int: Item] = [:]
    /// Identifiers in the order of iloc.
    private(set) var order: [Int] = []
    /// Items a picture is made of (`dimg`), by the identifier of the picture.
    private(set) var tiles: [Int: [Int]] = [:]
    private(set) var properties: ISOBox?
    private var data: ISOBox?

    /// Reads the `meta` box of the file.
    init(_ source: ByteSource, meta: ISOBox) throws(DecodingProblem) {
        for box in try ISOBoxes.list(source, in: meta, skipping: 4) {
            switch box.kind {
            case "pitm": try readPrimary(source, box)
            case "iinf": try readInfo(source, box)
            case "iloc": try readLocations(source, box)
            case "iref": try readReferences(source, box)
            case "iprp": properties = box
            case "idat": data = box
            default: break
            }
        }
    }

    /// The bytes of an item, at most `limit` of them.
    func content(of item: Item, in source: ByteSource, limit: Int) throws(DecodingProblem) -> [UInt8] {
        guard item.method < 2, item.extents.count <= 64 else {
            throw .unsupported("an item is stored in a way that is not read")
        }
        let start = item.method == 1 ? (data?.offset ?? source.size) : 0
        var bytes: [UInt8] = []
        for extent in item.extents {
            guard extent.count <= limit - bytes.count else { throw .refused("an item is too long") }
            bytes += try source.bytes(at: start + extent.offset, count: extent.count)
        }
        return bytes
    }

    /// Feeds the extents of all coded pictures: the primary one, its tiles, alpha planes and thumbnails.
    ///
    /// - Returns: whether anything was fed.
    func hash(_ source: ByteSource, into digest: RunningDigest) throws(DecodingProblem) -> Bool {
        let pictures = order.filter { Self.codedPictures.contains(items[$0]?.kind ?? "") }
        guard pictures == pictures.sorted() else { throw .unsupported("its items lie in an order readers disagree on") }
        var budget = source.size
        for id in pictures {
            guard let item = items[id] else { continue }
            guard item.method < 2 else { throw .unsupported("a picture is stored in another item or file") }
            for extent in item.extents {
                let start = item.method == 1 ? (data?.offset ?? source.size) : 0
                guard extent.count > 0 else { throw .unsupported("a picture has no length") }
                budget -= try source.feed(at: start + extent.offset, count: extent.count, to: digest)
                guard budget >= 0 else { throw .damaged("the extents of its items overlap") }
            }
        }
        return budget < source.size
    }

    private static let codedPictures: Set<String> = ["hvc1", "av01", "avc1", "lhv1", "hvt1"]

    private mutating func readPrimary(_ source: ByteSource, _ box: ISOBox) throws(DecodingProblem) {
        let version = try source.integer(at: box.offset, count: 1)
        primary = try source.integer(at: box.offset + 4, count: version == 0 ? 2 : 4)
    }

    private mutating func readInfo(_ source: ByteSource, _ box: ISOBox) throws(DecodingProblem) {
        let version = try source.integer(at: box.offset, count: 1)
        for entry in try ISOBoxes.list(source, in: box, skipping: version == 0 ? 6 : 8) where entry.kind == "infe" {
            let version = try source.integer(at: entry.offset, count: 1)
            guard version >= 2 else { continue }
            let width = version == 2 ? 2 : 4
            let id = try source.integer(at: entry.offset + 4, count: width)
            let kind = latin1(try source.bytes(at: entry.offset + 6 + width, count: 4))
            items[id, default: Item()].kind = kind
            guard kind == "mime" else { continue }
            // A name that ends with 0, then the content type that does too.
            let text = try source.bytes(
                at: entry.offset + 10 + width, count: min(256, max(0, entry.count - 10 - width)))
            let parts = text.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
            if parts.count > 1 { items[id]?.contentType = latin1(parts[1]) }
        }
    }

    private mutating func readReferences(_ source: ByteSource, _ box: ISOBox) throws(DecodingProblem) {
        let width = try source.integer(at: box.offset, count: 1) == 0 ? 2 : 4
        for reference in try ISOBoxes.list(source, in: box, skipping: 4) where reference.kind == "dimg" {
            let from = try source.integer(at: reference.offset, count: width)
            let count = try source.integer(at: reference.offset + width, count: 2)
            guard reference.count >= width + 2 + count * width else { throw .damaged("an item reference is cut off") }
            for index in 0..<count {
                let id = try source.integer(at: reference.offset + width + 2 + index * width, count: width)
                tiles[from, default: []].append(id)
            }
        }
    }

    private mutating func readLocations(_ source: ByteSource, _ box: ISOBox) throws(DecodingProblem) {
        var cursor = LocationCursor(source: source, place: box.offset, end: box.end)
        let version = try cursor.take(1)
        _ = try cursor.take(3)
        let widths = try cursor.take(2)
        let (offsetWidth, lengthWidth) = (widths >> 12, widths >> 8 & 15)
        let (baseWidth, indexWidth) = (widths >> 4 & 15, version == 0 ? 0 : widths & 15)
        let count = try cursor.take(version == 2 ? 4 : 2)
        var extentsLeft = Self.most
        for _ in 0..<count {
            let id = try cursor.take(version == 2 ? 4 : 2)
            var item = items[id] ?? Item()
            item.method = version == 0 ? 0 : try cursor.take(2) & 15
            let reference = try cursor.take(2)
            let base = try cursor.take(baseWidth)
            let extents = try cursor.take(2)
            extentsLeft -= extents + 1
            guard extentsLeft > 0 else { throw .damaged("it has too many items") }
            // Another file (reference > 0) is not followed.
            if reference != 0 { item.method = 2 }
            item.extents = []
            for _ in 0..<extents {
                _ = try cursor.take(indexWidth)
                let offset = try cursor.take(offsetWidth)
                let length = try cursor.take(lengthWidth)
                let (start, isOverflow) = base.addingReportingOverflow(offset)
                guard !isOverflow, start < Int.max - source.size else { throw .damaged("an item lies outside") }
                item.extents.append((start, length))
            }
            items[id] = item
            order.append(id)
        }
    }
}

/// Numbers of any width, one after the other, inside one box.
private struct LocationCursor {
    let source: ByteSource
    var place: Int
    let end: Int

    mutating func take(_ width: Int) throws(DecodingProblem) -> Int {
        if width == 0 { return 0 }
        guard end - place >= width, width <= 8 else { throw .damaged("the item locations are cut off") }
        defer { place += width }
        return try source.integer(at: place, count: width)
    }
}
