/// The segments of a JPEG from its beginning to its first scan, one after the other (ITU-T T.81 annex B).
struct JPEGSegments {
    /// A marker with a length word.
    struct Segment {
        let marker: Int
        /// Where its content begins, behind the length word.
        let offset: Int
        /// Bytes of content as announced; negative when the length word is none.
        let count: Int
        /// Whether all of it lies inside the file.
        let isWhole: Bool
    }

    /// Markers and fill bytes that are looked at; no camera writes as many.
    private static let mostSteps = 1 << 16

    private let source: ByteSource
    private var steps = 0
    /// Where the next marker stands; after the last segment, the one that ends them.
    private(set) var position = 2

    init(_ source: ByteSource) { self.source = source }

    /// The next segment; nil when a scan begins or the picture ends at `position`.
    mutating func next() throws(DecodingProblem) -> Segment? {
        while steps < Self.mostSteps {
            steps += 1
            guard try source.integer(at: position, count: 1) == 0xFF else {
                throw .damaged("no marker stands where one should")
            }
            let marker = try source.integer(at: position + 1, count: 1)
            if marker == 0xFF {
                position += 1
                continue
            }
            if marker == 0xDA || marker == 0xD9 { return nil }
            let length = try source.integer(at: position + 2, count: 2)
            let offset = position + 4
            position += 2 + length
            return Segment(
                marker: marker, offset: offset, count: length - 2,
                isWhole: length >= 2 && position <= source.size)
        }
        throw .damaged("it has too many segments")
    }
}

extension ByteSource {
    /// Whether the file begins as a JPEG does.
    var isJPEG: Bool {
        get throws(DecodingProblem) {
            guard size >= 3 else { return false }
            return try bytes(at: 0, count: 3) == [0xFF, 0xD8, 0xFF]
        }
    }
}
