import Platform

/// The strips and tiles of a TIFF file and of the raw formats whose layout is known.
struct TIFFPicture {
    private static let mostDirectories = 64
    private let tiff: TIFFDirectories
    private let digest: RunningDigest
    private var visited: Set<Int> = []
    private var budget: Int
    private var isDNG = false
    private var isKnownMaker = false
    private var hasSensorData = false

    /// - Returns: whether anything was fed.
    static func hash(_ tiff: TIFFDirectories, into digest: RunningDigest) throws(DecodingProblem) -> Bool {
        guard !tiff.isBig, !tiff.source.has("CR", at: tiff.base + 8) else { return false }
        var picture = TIFFPicture(tiff: tiff, digest: digest)
        var next = tiff.first
        while next != 0 { next = try picture.visit(directory: next, depth: 0) }
        if picture.hasSensorData && !picture.isDNG && !picture.isKnownMaker { return false }
        return picture.budget < tiff.source.size
    }

    private init(tiff: TIFFDirectories, digest: RunningDigest) {
        self.tiff = tiff
        self.digest = digest
        budget = tiff.source.size
    }

    /// Feeds the directories inside this one, then its own strips and tiles.
    ///
    /// - Returns: the offset of the next directory.
    private mutating func visit(directory offset: Int, depth: Int) throws(DecodingProblem) -> Int {
        guard visited.insert(offset).inserted, visited.count <= Self.mostDirectories, depth < 4 else {
            throw .damaged("its TIFF directories go in circles")
        }
        let (entries, next) = try tiff.entries(at: offset)
        func entry(_ tag: Int) -> TIFFEntry? { entries.first { $0.tag == tag } }
        func value(_ tag: Int) throws(DecodingProblem) -> Int? {
            guard let entry = entry(tag) else { return nil }
            return try tiff.integers(entry, limit: 64).first
        }
        isDNG = isDNG || entry(50706) != nil
        if let make = try entry(271).map(tiff.text) {
            isKnownMaker = isKnownMaker || make.hasPrefix("NIKON") || make.hasPrefix("Eastman Kodak")
        }
        let photometric = try value(262)
        hasSensorData = hasSensorData || photometric == 32803 || photometric == 34892
        if let children = entry(330) {
            for child in try tiff.integers(children, limit: 16) { _ = try visit(directory: child, depth: depth + 1) }
        }
        let compression = try value(259)
        // JPEG in a reduced picture is a preview, lossy DNG another image: neither is the picture itself.
        let subfile = try value(254)
        let isPreview = compression == 34892 || (compression == 7 && subfile != 0)
        if !isPreview, let places = entry(273), let counts = entry(279) { try feed(places, counts) }
        if let places = entry(324), let counts = entry(325) { try feed(places, counts) }
        return next
    }

    private mutating func feed(_ places: TIFFEntry, _ counts: TIFFEntry) throws(DecodingProblem) {
        for (start, length) in zip(try tiff.integers(places), try tiff.integers(counts)) {
            budget -= try tiff.source.feed(at: tiff.base + start, count: length, to: digest)
            guard budget >= 0 else { throw .damaged("its strips overlap") }
        }
    }
}

extension TIFFPicture {
    /// Orientation of the first directory, also of BigTIFF, which exiv2 0.27 does not read.
    static func orientation(_ source: ByteSource) -> Int? {
        do throws(DecodingProblem) {
            guard let tiff = try TIFFDirectories(source),
                let entry = try tiff.entries(at: tiff.first).entries.first(where: { $0.tag == 274 }),
                let value = try tiff.integers(entry, limit: 1).first
            else { return nil }
            return (1...8).contains(value) ? value : nil
        } catch {
            return nil
        }
    }

    /// The largest picture among the first directory and those inside it.
    static func size(_ tiff: TIFFDirectories) throws(DecodingProblem) -> (width: Int, height: Int)? {
        let (entries, _) = try tiff.entries(at: tiff.first)
        var best = try size(tiff, entries)
        if let children = entries.first(where: { $0.tag == 330 }) {
            for child in try tiff.integers(children, limit: 16) {
                guard let other = try size(tiff, try tiff.entries(at: child).entries) else { continue }
                if best.map({ $0.width < other.width }) ?? true { best = other }
            }
        }
        return best
    }

    private static func size(
        _ tiff: TIFFDirectories, _ entries: [TIFFEntry]
    ) throws(DecodingProblem) -> (width: Int, height: Int)? {
        guard let width = entries.first(where: { $0.tag == 256 }), let height = entries.first(where: { $0.tag == 257 }),
            let columns = try tiff.integers(width, limit: 1).first, let rows = try tiff.integers(height, limit: 1).first
        else { return nil }
        return (columns, rows)
    }
}
