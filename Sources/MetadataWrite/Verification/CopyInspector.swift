package import Media
import Model

/// Reads a file by programs that did not write it; the pool of workers in the end.
package protocol CopyInspector: Sendable {
    /// - Parameters:
    ///   - file: a copy goes under the path of its original, which helps to tell its type.
    ///   - digests: what the digests are for; `.identity` needs SHA-256 alone.
    /// - Throws: a `Failure` when the file could not be looked at.
    func inspect(_ file: OpenFile, for digests: DigestUse) throws -> Inspection

    /// Decodes the picture or the first picture of the film.
    ///
    /// - Returns: nil = it decodes; else why not.
    func decodingProblem(of file: OpenFile) throws -> String?
}

/// What the digests of an inspected file are needed for.
package enum DigestUse: Sendable {
    /// To tell whether it is still the same file.
    case identity
    /// To be kept in its row.
    case record
}

/// What the readers found in one file.
package struct Inspection: Sendable {
    package var facts: Facts
    /// Every decoded tag, by its full name (`Exif.Image.Rating`, `Xmp.xmp.Rating`), several values joined.
    package var tags: [String: String]
    /// The container's parts in order; nil for sidecars.
    package var parts: [MediaPart]?
    /// Why tags or parts could not be read in full; nil = they were. Such a file cannot be compared with a copy.
    package var gap: String?
    package init(
        facts: Facts, tags: [String: String], parts: [MediaPart]?, gap: String? = nil
    ) {
        self.facts = facts
        self.tags = tags
        self.parts = parts
        self.gap = gap
    }

    /// The four things that can be changed, as they stand.
    var values: MetadataValues {
        let texts = MetadataValues(sidecarTags: tags)
        return MetadataValues(
            rating: facts.rating?.stars ?? texts.rating, label: facts.label ?? texts.label,
            title: facts.title ?? texts.title, description: facts.caption ?? texts.description)
    }
}
