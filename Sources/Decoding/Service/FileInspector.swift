import Media
import Model
import Platform

/// Reads everything of one file that can be compared with an edited copy of it.
final class FileInspector {
    private static let mostValueBytes = 4096
    private let facts: FactsReader
    private let detector: TypeDetector

    init(facts: FactsReader, magic: Magic) {
        self.facts = facts
        detector = TypeDetector(magic: magic)
    }

    /// An inspector with a type database of its own.
    convenience init() throws(DecodingProblem) {
        let magic = try Magic()
        self.init(facts: FactsReader(magic: magic), magic: magic)
    }

    /// - Parameter path: gives the extension; nothing is opened by it.
    func inspect(
        _ file: Descriptor, path: [UInt8], modified: Int64?, _ wanted: InspectionParts
    ) throws(FileError) -> MediaInspection {
        var inspection = MediaInspection()
        if wanted.contains(.facts) {
            inspection.facts = try facts.facts(
                of: file.number, path: path, modified: modified, isForIdentity: wanted.contains(.identity))
        }
        do throws(DecodingProblem) {
            let source = try source(file, inspection.facts)
            let format = detector.decide(source, path: path).format
            if wanted.contains(.tags) { inspection.tags = try Self.tags(format, source, path: path) }
            if wanted.contains(.structure), format != nil { inspection.parts = FileStructure.parts(of: source) }
            if wanted.contains(.decoding), let format {
                inspection.decodingProblem = DecodingCheck.problem(format, source)
            }
        } catch {
            inspection.decodingProblem = inspection.decodingProblem ?? error.reason
        }
        return inspection
    }

    /// The file once more, from memory where the facts have left it there.
    private func source(_ file: Descriptor, _ known: Facts?) throws(DecodingProblem) -> ByteSource {
        guard let known else { return try ByteSource(file) }
        return ByteSource(descriptor: file.number, size: Int(known.digests.size), resident: facts.resident)
    }

    private static func tags(
        _ format: MediaFormat?, _ source: ByteSource, path: [UInt8]
    ) throws(DecodingProblem) -> [String: String] {
        if let format {
            var tags = try MetadataBlocks.read(format, source, collect).0
            // exiv2 reads the first segment of a long packet only.
            if let packet = try JPEGParts.extendedPacket(in: source) {
                tags.merge(try packet.withBytes(readPacket)) { own, _ in own }
            }
            return tags
        }
        guard RelativePath(bytes: path).map(SidecarNames.isSidecar) ?? false else { return [:] }
        return try WholeFile.with(source, readPacket)
    }

    private static func readPacket(_ bytes: UnsafeRawBufferPointer) throws(DecodingProblem) -> [String: String] {
        collect([try EmbeddedTags(bytes, isPacket: true)])
    }

    /// Tags of later blocks stand behind those of earlier ones under the same name.
    private static func collect(_ blocks: [EmbeddedTags]) -> [String: String] {
        var all: [String: String] = [:]
        for tags in blocks {
            for name in Set(tags.names) {
                let values = tags.texts(name)
                let text = values.isEmpty ? tags.text(name) ?? "" : values.joined(separator: "\n")
                let value = text.utf8.count > mostValueBytes ? digest(text) : text
                all[name] = all[name].map { $0 + "\n" + value } ?? value
            }
        }
        return all
    }

    private static func digest(_ text: String) -> String {
        "sha256:" + Array(text.utf8).withUnsafeBytes { RunningDigest.of($0, .sha256) }
    }
}
