/// The size header of a JPEG XL code stream (ISO/IEC 18181-1, SizeHeader).
enum JXLHeader {
    /// - Parameter place: just behind FF 0A.
    static func size(_ source: ByteSource, at place: Int) throws(DecodingProblem) -> (width: Int, height: Int)? {
        var bits = BitReader(bytes: try source.bytes(at: place, count: min(16, source.size - place)))
        let isSmall = try bits.take(1) == 1
        let height = isSmall ? (try bits.take(5) + 1) * 8 : try length(&bits)
        let ratio = try bits.take(3)
        let ratios = [(1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1)]
        if ratio > 0 { return (height * ratios[ratio - 1].0 / ratios[ratio - 1].1, height) }
        return (isSmall ? (try bits.take(5) + 1) * 8 : try length(&bits), height)
    }

    /// As `size`, for a code stream inside boxes.
    static func boxedSize(_ source: ByteSource) throws(DecodingProblem) -> (width: Int, height: Int)? {
        for box in try ISOBoxes.top(source) {
            if box.kind == "jxlc", box.count > 2 { return try size(source, at: box.offset + 2) }
            // A partial box begins with its number.
            if box.kind == "jxlp", box.count > 6 { return try size(source, at: box.offset + 6) }
        }
        return nil
    }

    private static func length(_ bits: inout BitReader) throws(DecodingProblem) -> Int {
        let widths = [9, 13, 18, 30]
        return try bits.take(widths[try bits.take(2)]) + 1
    }

    private struct BitReader {
        let bytes: [UInt8]
        var place = 0

        /// The next bits, the first one lowest.
        mutating func take(_ count: Int) throws(DecodingProblem) -> Int {
            guard place + count <= bytes.count * 8 else { throw .damaged("its size is cut off") }
            var value = 0
            for index in 0..<count {
                let bit = place + index
                value |= Int(bytes[bit / 8] >> UInt8(bit % 8) & 1) << index
            }
            place += count
            return value
        }
    }
}
