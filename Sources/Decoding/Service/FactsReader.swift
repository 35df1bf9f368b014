import Glibc
import Media
import Model
import Platform

/// Reads the facts of one file after the other; one object is used by one thread.
final class FactsReader {
    private let hasher = PictureHasher()
    private let detector: TypeDetector

    init(magic: Magic) { detector = TypeDetector(magic: magic) }

    /// A reader with a type database of its own.
    convenience init() throws(DecodingProblem) { self.init(magic: try Magic()) }

    /// Everything that Photostead knows about a file. Damage of its content is in `problem`, not an error.
    ///
    /// - Parameters:
    ///   - path: gives the extension and dates in names; nothing is opened by it.
    ///   - modified: modification time in UTC seconds.
    ///   - isForIdentity: of the digests SHA-256 alone.
    func facts(
        of descriptor: Int32, path: [UInt8], modified: Int64?, isForIdentity: Bool = false
    ) throws(FileError) -> Facts {
        let (digests, picture) = try hasher.read(descriptor, isForIdentity: isForIdentity)
        let source = ByteSource(descriptor: descriptor, size: Int(digests.size), resident: hasher.resident)
        let decision = detector.decide(source, path: path)
        var facts = Facts(digests: digests, pictureHash: picture, mimeType: decision.mimeType)
        facts.isMIMESuspect = decision.isSuspect
        facts.mediaType = decision.mediaType
        guard let format = decision.format, digests.size > 0 else {
            if Self.isSidecar(path) { readSidecar(source, &facts) }
            return facts
        }
        var dates = DateTags()
        do throws(DecodingProblem) {
            dates = try read(format, source, &facts)
        } catch {
            facts.problem = error.reason
        }
        facts.taken = DateRule.decide(dates, DateSurroundings(path: path, modified: modified))?.date
        return facts
    }

    /// The whole content of the file read last, when it was small enough to stay in memory.
    var resident: UnsafeRawBufferPointer { hasher.resident }

    private static func isSidecar(_ path: [UInt8]) -> Bool {
        RelativePath(bytes: path).map(SidecarNames.isSidecar) ?? false
    }

    /// What an XMP sidecar says about its photo; no photo itself, it has no date but one that stands in it.
    private func readSidecar(_ source: ByteSource, _ facts: inout Facts) {
        var found = facts
        do throws(DecodingProblem) {
            try WholeFile.with(source) { (bytes) throws(DecodingProblem) in
                let reader = TagFacts(blocks: [try EmbeddedTags(bytes, isPacket: true)])
                reader.fill(&found)
                found.taken = DateRule.decide(reader.dates, DateSurroundings(path: [], modified: nil))?.date
            }
            facts = found
        } catch {
            facts.problem = error.reason
        }
    }

    private func read(
        _ format: MediaFormat, _ source: ByteSource, _ facts: inout Facts
    ) throws(DecodingProblem) -> DateTags {
        if let size = PictureSize.read(source) { (facts.width, facts.height) = size }
        var found = facts
        var (dates, complaint) = try MetadataBlocks.read(format, source) { blocks in
            let reader = TagFacts(blocks: blocks)
            reader.fill(&found)
            if found.orientation == nil, blocks.isEmpty { found.orientation = TIFFPicture.orientation(source) }
            if found.width == nil, let pixels = blocks.compactMap(\.pixels).first {
                (found.width, found.height) = pixels
            }
            return reader.dates
        }
        facts = found
        switch format.reader {
        case .video: try FilmFacts(source).fill(&facts, &dates)
        case .png: dates.png = PNGTexts.creationTime(source)
        case .exiv2, .boxes, .dimensions, .none: break
        }
        if let complaint { facts.problem = complaint.reason }
        return dates
    }
}
