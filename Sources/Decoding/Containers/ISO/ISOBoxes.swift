/// One box of an ISO base media file (MP4, MOV, HEIC, AVIF, CR3, JP2, JXL).
struct ISOBox {
    let kind: String
    /// Where its header begins.
    let start: Int
    /// Where its content begins.
    let offset: Int
    /// One past its last byte.
    let end: Int

    var count: Int { end - offset }
}

/// Boxes one level at a time; nobody here recurses by what a file says.
enum ISOBoxes {
    private static let most = 1 << 16

    /// The sixteen bytes of a `uuid` box that holds XMP.
    static let xmpIdentifier: [UInt8] = [
        0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
    ]

    /// Old QuickTime films have no ftyp.
    static func isQuickTime(_ source: ByteSource) -> Bool {
        source.has("moov", at: 4) || source.has("mdat", at: 4) || source.has("wide", at: 4)
            || source.has("free", at: 4) || source.has("skip", at: 4) || source.has("pnot", at: 4)
    }

    /// The boxes between two offsets.
    static func list(_ source: ByteSource, from: Int, to end: Int) throws(DecodingProblem) -> [ISOBox] {
        var boxes: [ISOBox] = []
        var position = from
        while end - position >= 8 {
            guard let box = try box(source, at: position, limit: end) else { break }
            boxes.append(box)
            guard boxes.count < most else { throw .damaged("it has too many boxes") }
            position = box.end
        }
        return boxes
    }

    static func list(_ source: ByteSource, in box: ISOBox, skipping: Int = 0) throws(DecodingProblem) -> [ISOBox] {
        try list(source, from: box.offset + skipping, to: box.end)
    }

    /// The boxes of the file itself.
    static func top(_ source: ByteSource) throws(DecodingProblem) -> [ISOBox] {
        try list(source, from: 0, to: source.size)
    }

    /// The first box of a chain of kinds, each inside the one before.
    static func find(_ source: ByteSource, in box: ISOBox, _ kinds: String...) throws(DecodingProblem) -> ISOBox? {
        var current = box
        for kind in kinds {
            guard let next = try list(source, in: current).first(where: { $0.kind == kind }) else { return nil }
            current = next
        }
        return current
    }

    /// - Returns: nil for the four zero bytes that may end a list of boxes in QuickTime files.
    private static func box(_ source: ByteSource, at position: Int, limit: Int) throws(DecodingProblem) -> ISOBox? {
        let size = try source.integer(at: position, count: 4)
        let kind = latin1(try source.bytes(at: position + 4, count: 4))
        var header = 8
        var length = size
        if size == 1 {
            guard limit - position >= 16 else { throw .damaged("the box \(kind) is cut off") }
            length = try source.integer(at: position + 8, count: 8)
            header = 16
        } else if size == 0 {
            if limit != source.size { return nil }
            length = limit - position
        }
        // A film whose copy was cut off has a last box that claims more than there is.
        if limit == source.size { length = min(length, limit - position) }
        guard length >= header, length <= limit - position else {
            throw .damaged("the box \(kind) reaches beyond its container")
        }
        return ISOBox(kind: kind, start: position, offset: position + header, end: position + length)
    }
}

/// Bytes as the first 256 characters of Unicode, so that any four bytes become a text of four characters.
func latin1(_ bytes: some Sequence<UInt8>) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
}
