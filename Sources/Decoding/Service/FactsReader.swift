import Glibc
package import Media
import Model
package import Platform

/// Reads the facts of one file after the other; one object is used by one thread.
package final class FactsReader {
    private let hasher = PictureHasher()
    private let magic: Magic

    package init() throws(DecodingProblem) { magic = try Magic() }

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
        let decision = decide(source, path: path)
        var facts = Facts(digests: digests, pictureHash: picture, mimeType: decision.mimeType)
        facts.isMIMESuspect = decision.isSuspect
        facts.mediaType = decision.mediaType
        guard let format = decision.format, digests.size > 0 else { return facts }
        var dates = DateTags()
        do throws(DecodingProblem) {
            dates = try read(format, source, descriptor, &facts)
        } catch {
            facts.problem = error.reason
        }
        facts.taken = DateRule.decide(dates, DateSurroundings(path: path, modified: modified))?.date
        return facts
    }

    /// The type of a file by content, signature and extension.
    private func decide(_ source: ByteSource, path: [UInt8]) -> TypeRule.Decision {
        var content = "application/octet-stream"
        let isWhole = !source.wholeInMemory.isEmpty
        do throws(DecodingProblem) {
            let head = isWhole ? [] : try source.bytes(at: 0, count: min(source.size, 128 << 10))
            content = isWhole ? magic.mimeType(of: source.wholeInMemory) : head.withUnsafeBytes(magic.mimeType)
            if content == "application/octet-stream" {
                let start = try source.bytes(at: 0, count: min(source.size, 16))
                content = TypeRule.signature(start) ?? content
            }
        } catch {
            // A file that cannot be read twice keeps the type of its extension.
            content = "application/octet-stream"
        }
        let fileExtension = RelativePath(bytes: path)?.fileExtension ?? ""
        return TypeRule.decide(content: content, fileExtension: fileExtension)
    }

    private func read(
        _ format: MediaFormat, _ source: ByteSource, _ descriptor: Int32, _ facts: inout Facts
    ) throws(DecodingProblem) -> DateTags {
        switch format.reader {
        case .exiv2, .png:
            let mapped = try WholeFile(source, descriptor)
            let reader = TagFacts(tags: try EmbeddedTags(mapped.bytes))
            reader.fill(&facts)
            if let pixels = reader.tags.pixels { (facts.width, facts.height) = pixels }
            return reader.dates
        case .boxes, .dimensions, .video, .none: return DateTags()
        }
    }
}

/// A whole file as one piece of memory: what was read already, or a mapping.
///
/// A file that shrinks meanwhile kills the worker by SIGBUS, which costs that one file.
struct WholeFile: ~Copyable {
    let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool
    private static let mostBytes = 1 << 30

    init(_ source: ByteSource, _ descriptor: Int32) throws(DecodingProblem) {
        if !source.wholeInMemory.isEmpty || source.size == 0 {
            bytes = source.wholeInMemory
            isMapped = false
            return
        }
        guard source.size <= Self.mostBytes,
            let start = mmap(nil, source.size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
        else { throw .refused("it is too large to be read in one piece") }
        bytes = UnsafeRawBufferPointer(start: start, count: source.size)
        isMapped = true
    }

    deinit {
        if isMapped { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
    }
}
