import Platform

/// The coded pictures and sounds of MP4, MOV, 3GP and CR3: the chunks of each track, in moov order.
enum ISOTracks {
    /// - Returns: whether anything was fed.
    static func hash(
        _ source: ByteSource, moov: ISOBox, into digest: RunningDigest
    ) throws(DecodingProblem) -> Bool {
        // Overlapping chunks could be hashed for hours.
        var budget = source.size
        var found = false
        for track in try ISOBoxes.list(source, in: moov) where track.kind == "trak" {
            guard let media = try ISOBoxes.find(source, in: track, "mdia"),
                let handler = try ISOBoxes.find(source, in: media, "hdlr"), handler.count >= 12,
                let table = try ISOBoxes.find(source, in: media, "minf", "stbl")
            else { continue }
            let kind = latin1(try source.bytes(at: handler.offset + 8, count: 4))
            guard kind == "vide" || kind == "soun" else { continue }
            if var chunks = try ChunkTable(source, table: table) {
                while let chunk = try chunks.next() {
                    budget -= try source.feed(at: chunk.offset, count: chunk.count, to: digest)
                    guard budget >= 0 else { throw .damaged("the chunks of its tracks overlap") }
                    found = found || budget < source.size
                }
            }
        }
        return found
    }

    /// Where the first chunk of the first picture track lies; nil when there is none.
    static func firstChunk(
        _ source: ByteSource, moov: ISOBox
    ) throws(DecodingProblem) -> (offset: Int, count: Int)? {
        for track in try ISOBoxes.list(source, in: moov) where track.kind == "trak" {
            guard let table = try ISOBoxes.find(source, in: track, "mdia", "minf", "stbl"),
                var chunks = try ChunkTable(source, table: table)
            else { continue }
            return try chunks.next()
        }
        return nil
    }
}

/// Walks stco / co64 with the sizes that stsc and stsz give.
private struct ChunkTable {
    private let source: ByteSource
    private var offsets: TableCursor
    private var runs: TableCursor
    private var sizes: TableCursor
    /// Bytes of each sample when all are equal, else 0.
    private let fixedSize: Int
    private var samplesLeft: Int
    private let offsetWidth: Int
    private let sizeWidth: Int
    private var chunkNumber = 0
    private var samplesPerChunk = 0
    private var nextRun: (first: Int, samples: Int)?

    /// - Returns: nil when a table is missing.
    init?(_ source: ByteSource, table: ISOBox) throws(DecodingProblem) {
        let boxes = try ISOBoxes.list(source, in: table)
        guard let offsets = boxes.first(where: { $0.kind == "stco" || $0.kind == "co64" }),
            let runs = boxes.first(where: { $0.kind == "stsc" }),
            let sizes = boxes.first(where: { $0.kind == "stsz" })
        else { return nil }
        self.source = source
        offsetWidth = offsets.kind == "co64" ? 8 : 4
        sizeWidth = 4
        fixedSize = try source.integer(at: sizes.offset + 4, count: 4)
        samplesLeft = try source.integer(at: sizes.offset + 8, count: 4)
        self.offsets = try TableCursor(source, box: offsets, header: 8, width: offsetWidth)
        self.runs = try TableCursor(source, box: runs, header: 8, width: 12)
        self.sizes = try TableCursor(source, box: sizes, header: 12, width: 4, isEmpty: fixedSize != 0)
        nextRun = try nextRunOfChunks()
    }

    mutating func next() throws(DecodingProblem) -> (offset: Int, count: Int)? {
        guard let place = try offsets.next() else { return nil }
        chunkNumber += 1
        if let run = nextRun, run.first == chunkNumber {
            samplesPerChunk = run.samples
            nextRun = try nextRunOfChunks()
        }
        guard samplesPerChunk > 0 else { throw .damaged("a chunk has no samples") }
        let samples = min(samplesPerChunk, samplesLeft)
        samplesLeft -= samples
        let count = try bytes(ofSamples: samples)
        return (try source.integer(at: place, count: offsetWidth), count)
    }

    private mutating func bytes(ofSamples samples: Int) throws(DecodingProblem) -> Int {
        if fixedSize != 0 { return fixedSize.multipliedReportingOverflow(by: samples).partialValue }
        var count = 0
        for _ in 0..<samples {
            guard let place = try sizes.next() else { throw .damaged("the table of sample sizes is too short") }
            count += try source.integer(at: place, count: sizeWidth)
        }
        return count
    }

    private mutating func nextRunOfChunks() throws(DecodingProblem) -> (first: Int, samples: Int)? {
        guard let place = try runs.next() else { return nil }
        return (try source.integer(at: place, count: 4), try source.integer(at: place + 4, count: 4))
    }
}

/// The entries of a table whose count field is believed only as far as its box reaches.
private struct TableCursor {
    private var place: Int
    private var left: Int
    private let width: Int

    init(_ source: ByteSource, box: ISOBox, header: Int, width: Int, isEmpty: Bool = false) throws(DecodingProblem) {
        guard box.count >= header else { throw .damaged("the box \(box.kind) is cut off") }
        let claimed = try source.integer(at: box.offset + header - 4, count: 4)
        if !isEmpty, claimed > (box.count - header) / width {
            throw .damaged("the box \(box.kind) is shorter than its table")
        }
        place = box.offset + header
        left = isEmpty ? 0 : claimed
        self.width = width
    }

    /// Where the next entry stands.
    mutating func next() throws(DecodingProblem) -> Int? {
        guard left > 0 else { return nil }
        left -= 1
        defer { place += width }
        return place
    }
}
