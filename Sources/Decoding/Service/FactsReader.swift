import Glibc
package import Media
import Model
package import Platform

/// Reads the facts of one file after the other; one object is used by one thread.
package final class FactsReader {
    private let hasher = PictureHasher()
    private let detector: TypeDetector

    init(magic: Magic) { detector = TypeDetector(magic: magic) }

    /// A reader with a type database of its own.
    package convenience init() throws(DecodingProblem) { self.init(magic: try Magic()) }

    /// Everything that Photostead knows about a file. Damage of its content is in `problem`, not an error.
    ///
    /// - Parameters:
    ///   - path: gives the extension and dates in names; nothing is opened by it.
    ///   - modified: modification time in UTC seconds.
    package func facts(
        of descriptor: Int32, path: [UInt8], modified: Int64?
    ) throws(FileError) -> Facts {
        let (digests, picture) = try hasher.read(descriptor)
        let source = ByteSource(descriptor: descriptor, size: Int(digests.size), resident: hasher.resident)
        let decision = detector.decide(source, path: path)
        var facts = Facts(digests: digests, pictureHash: picture, mimeType: decision.mimeType)
        facts.isMIMESuspect = decision.isSuspect
        facts.mediaType = decision.mediaType
        guard let format = decision.format, digests.size > 0 else { return facts }
        var dates = DateTags()
        do throws(DecodingProblem) {
            dates = try read(format, source, &facts)
        } catch {
            facts.problem = error.reason
        }
        facts.taken = DateRule.decide(dates, DateSurroundings(path: path, modified: modified))?.date
        return facts
    }

    private func read(
        _ format: MediaFormat, _ source: ByteSource, _ facts: inout Facts
    ) throws(DecodingProblem) -> DateTags {
        switch format.reader {
        case .exiv2, .png:
            return try WholeFile.with(source) { (bytes) throws(DecodingProblem) in
                let reader = TagFacts(tags: try EmbeddedTags(bytes))
                reader.fill(&facts)
                if let pixels = reader.tags.pixels { (facts.width, facts.height) = pixels }
                return reader.dates
            }
        case .boxes, .dimensions, .video, .none: return DateTags()
        }
    }
}
