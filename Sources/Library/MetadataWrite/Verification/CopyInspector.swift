package import Media
import Model

/// Reads a file by programs that did not write it; the pool of workers in the end.
package protocol CopyInspector: Sendable {
    /// - Parameter file: a copy goes under the path of its original, which helps to tell its type.
    /// - Throws: a `Failure` when the file could not be looked at.
    func inspect(_ file: OpenFile) throws -> Inspection
}

/// What the readers found in one file.
package struct Inspection: Sendable {
    package var facts: Facts
    /// Every decoded tag, by its full name (`Exif.Image.Rating`, `Xmp.xmp.Rating`), several values joined.
    package var tags: [String: String]
    /// The container's parts in order; nil = no rule for this container.
    package var parts: [FilePart]?
    /// nil = it decodes; else why not.
    package var decodingProblem: String?

    package init(facts: Facts, tags: [String: String], parts: [FilePart]?, decodingProblem: String? = nil) {
        self.facts = facts
        self.tags = tags
        self.parts = parts
        self.decodingProblem = decodingProblem
    }

    /// The four things that can be changed, as they stand.
    var values: MetadataValues {
        MetadataValues(
            rating: facts.rating?.stars, label: facts.label, title: facts.title, description: facts.caption)
    }
}

/// A JPEG segment, PNG chunk, RIFF chunk, ISO box, TIFF directory or the bytes after the end.
package struct FilePart: Sendable, Hashable {
    package enum Role: String, Sendable {
        case xmp, exif, other
    }

    /// As `APP1`, `IDAT`, `moov/udta`.
    package let name: String
    package let role: Role
    /// Digest of the content, offsets into the file left out.
    package let digest: String

    package init(name: String, role: Role, digest: String) {
        self.name = name
        self.role = role
        self.digest = digest
    }
}
