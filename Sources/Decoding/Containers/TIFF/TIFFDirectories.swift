import Platform

/// One entry of a TIFF directory.
struct TIFFEntry {
    let tag: Int
    let type: Int
    let count: Int
    /// Where the values stand.
    let place: Int

    /// Bytes of one value; 0 for unknown types.
    static func width(ofType type: Int) -> Int {
        switch type {
        case 1, 2, 6, 7: 1
        case 3, 8: 2
        case 4, 9, 11, 13: 4
        case 5, 10, 12, 16, 17, 18: 8
        default: 0
        }
    }
}

/// The directories of a TIFF file or block: classic 42, BigTIFF 43 and the numbers of some raw formats.
struct TIFFDirectories {
    let source: ByteSource
    /// Where the block begins in the source; all offsets count from there.
    let base: Int
    let littleEndian: Bool
    let isBig: Bool
    /// Offset of the first directory.
    let first: Int

    private static let mostEntries = 4096

    /// - Returns: nil when no TIFF begins there.
    init?(_ source: ByteSource, base: Int = 0) throws(DecodingProblem) {
        guard source.size - base >= 8 else { return nil }
        if source.has("II", at: base) {
            littleEndian = true
        } else if source.has("MM", at: base) {
            littleEndian = false
        } else {
            return nil
        }
        self.source = source
        self.base = base
        let number = try source.integer(at: base + 2, count: 2, littleEndian: littleEndian)
        isBig = number == 43
        guard [42, 43, 0x55, 0x4F52, 0x5352].contains(number) else { return nil }
        first =
            isBig
            ? try source.integer(at: base + 8, count: 8, littleEndian: littleEndian)
            : try source.integer(at: base + 4, count: 4, littleEndian: littleEndian)
    }

    /// The entries of the directory at an offset, and the offset of the next one (0 = none).
    func entries(at offset: Int) throws(DecodingProblem) -> (entries: [TIFFEntry], next: Int) {
        let (countWidth, entryWidth, fieldWidth) = isBig ? (8, 20, 8) : (2, 12, 4)
        guard offset > 0, offset <= source.size - base else { throw .damaged("a TIFF directory lies outside") }
        let count = try number(at: offset, countWidth)
        guard count <= Self.mostEntries else { throw .damaged("a TIFF directory has too many entries") }
        var entries: [TIFFEntry] = []
        for index in 0..<count {
            let place = offset + countWidth + index * entryWidth
            let type = try number(at: place + 2, 2)
            let values = try number(at: place + 4, fieldWidth)
            let width = TIFFEntry.width(ofType: type)
            let valuePlace = place + 4 + fieldWidth
            let isInside = width * min(values, 16) <= fieldWidth
            entries.append(
                TIFFEntry(
                    tag: try number(at: place, 2), type: type, count: values,
                    place: isInside ? valuePlace : try number(at: valuePlace, fieldWidth)))
        }
        // Some writers leave the last pointer out.
        let end = offset + countWidth + count * entryWidth
        let next = base + end + fieldWidth <= source.size ? try number(at: end, fieldWidth) : 0
        return (entries, next)
    }

    /// The values of an entry as whole numbers; at most `limit` of them.
    func integers(_ entry: TIFFEntry, limit: Int = 1 << 20) throws(DecodingProblem) -> [Int] {
        guard [1, 3, 4, 13, 16, 18].contains(entry.type), entry.count <= limit else {
            throw .damaged("the TIFF tag \(entry.tag) has an impossible type or count")
        }
        let width = TIFFEntry.width(ofType: entry.type)
        guard entry.count <= (source.size - base - min(entry.place, source.size - base)) / width else {
            throw .damaged("the TIFF tag \(entry.tag) is cut off")
        }
        var values: [Int] = []
        values.reserveCapacity(entry.count)
        for index in 0..<entry.count { values.append(try number(at: entry.place + index * width, width)) }
        return values
    }

    /// The text of an entry, without what follows the first 0.
    func text(_ entry: TIFFEntry) throws(DecodingProblem) -> String {
        guard entry.type == 2, entry.count <= 65536 else { return "" }
        let bytes = try source.bytes(at: base + entry.place, count: entry.count)
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private func number(at offset: Int, _ width: Int) throws(DecodingProblem) -> Int {
        try source.integer(at: base + offset, count: width, littleEndian: littleEndian)
    }
}
