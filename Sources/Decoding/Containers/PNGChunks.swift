import Platform

/// One chunk of a PNG: `offset` is that of its content, behind the length and the four letters.
struct PNGChunk {
    let kind: [UInt8]
    let offset: Int
    let count: Int

    func isKind(_ text: StaticString) -> Bool {
        kind.withUnsafeBufferPointer { $0.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: 4)) }
    }
}

/// The chunks of a PNG or APNG, in order.
enum PNGChunks {
    /// A megapixel picture written in chunks of one byte has no right to exist.
    private static let most = 1 << 20

    /// Visits the chunks up to and including IEND; the last one of a damaged file may reach beyond its end.
    static func each(
        of source: ByteSource, _ visit: (PNGChunk) throws(DecodingProblem) -> Void
    ) throws(DecodingProblem) {
        var position = 8
        for _ in 0..<most {
            let count = try source.integer(at: position, count: 4)
            let chunk = PNGChunk(
                kind: try source.bytes(at: position + 4, count: 4), offset: position + 8, count: count)
            try visit(chunk)
            guard count <= source.size - position - 8 else { throw .damaged("a PNG chunk reaches beyond the end") }
            if chunk.isKind("IEND") { return }
            position += 12 + count
        }
        throw .damaged("it has too many PNG chunks")
    }

    /// Feeds the contents of IDAT and fdAT, up to the place where the file is cut off or broken.
    ///
    /// - Returns: whether there was any.
    static func hash(_ source: ByteSource, into digest: RunningDigest) -> Bool {
        var found = false
        do throws(DecodingProblem) {
            try each(of: source) { chunk throws(DecodingProblem) in
                guard chunk.isKind("IDAT") || chunk.isKind("fdAT") else { return }
                if try source.feed(at: chunk.offset, count: chunk.count, to: digest) > 0 { found = true }
            }
        } catch {
            return found
        }
        return found
    }
}
