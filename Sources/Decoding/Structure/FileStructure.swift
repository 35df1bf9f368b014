import Media
import Platform

/// The parts of a container, so that an edited copy can be compared with its original piece by piece.
enum FileStructure {
    /// - Returns: nil when there is no rule for the container or it cannot be followed to its end.
    static func parts(of source: ByteSource) -> [MediaPart]? {
        do throws(DecodingProblem) {
            var list = PartList(source)
            if try source.isJPEG {
                try JPEGParts.add(to: &list)
            } else if source.has("PNG\r\n", at: 1) {
                try PNGParts.add(to: &list)
                list.sortByName()
            } else if source.has("RIFF", at: 0) {
                try RIFFParts.add(to: &list)
            } else if source.has("ftyp", at: 4) || ISOBoxes.isQuickTime(source) {
                try ISOParts.add(to: &list)
                list.sortByName()
            } else if let tiff = try TIFFDirectories(source) {
                try TIFFParts.add(tiff, to: &list)
                list.sortByName()
            } else {
                return nil
            }
            return list.parts
        } catch {
            return nil
        }
    }
}

/// Parts that were found so far.
struct PartList {
    private static let most = 16_384
    let source: ByteSource
    private(set) var parts: [MediaPart] = []
    private let digest = RunningDigest(.sha256)

    init(_ source: ByteSource) { self.source = source }

    /// A part whose content is a range of the file.
    mutating func add(_ name: String, _ role: MediaPart.Role, at offset: Int, count: Int) throws(DecodingProblem) {
        digest.reset()
        try source.feed(at: offset, count: count, to: digest)
        try append(MediaPart(name: name, role: role, count: count, digest: digest.finish()))
    }

    /// A part whose content was changed, to leave out what may differ.
    mutating func add(_ name: String, _ role: MediaPart.Role, content: [UInt8]) throws(DecodingProblem) {
        let value = content.withUnsafeBytes { RunningDigest.of($0, .sha256) }
        try append(MediaPart(name: name, role: role, count: content.count, digest: value))
    }

    /// Puts parts of one name together, in their order: for containers in which the order of names means nothing.
    mutating func sortByName() {
        parts = parts.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
            .map(\.element)
    }

    private mutating func append(_ part: MediaPart) throws(DecodingProblem) {
        guard parts.count < Self.most else { throw .refused("it has too many parts") }
        parts.append(part)
    }
}
