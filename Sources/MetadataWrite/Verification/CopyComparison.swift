import Media
import Model

/// Says whether a written copy differs from its original only in what was asked for (docs/metadata.md section 3).
struct CopyComparison {
    let original: Inspection
    let copy: Inspection
    let edits: TagEdits

    /// Tags that move when anything before them grows, and the bookkeeping of XMP itself.
    private static let offsets: Set = [
        "ThumbnailOffset", "PreviewImageStart", "StripOffsets", "TileOffsets", "MPImageStart", "MediaDataOffset",
        "JPEGInterchangeFormat", "XMPToolkit", "XMLPacket", "ExifTag", "GPSTag", "InteroperabilityTag",
        "MakerNoteOffset", "Offset", "HasExtendedXMP",
    ]

    /// - Returns: nil when the copy may take the original's place, else the reason.
    func difference() -> String? {
        gap() ?? pictureDifference() ?? partDifference() ?? tagDifference() ?? valueDifference()
    }

    /// As `difference()` for a sidecar, which has no picture.
    func textDifference() -> String? {
        let changes = edits.changes.missing(in: MetadataValues(sidecarTags: copy.tags))
        return gap() ?? tagDifference() ?? (changes.isEmpty ? nil : "another reader does not find the new value in it")
    }

    private func gap() -> String? {
        (original.gap ?? copy.gap).map { "not everything in it could be read (\($0))" }
    }

    private func pictureDifference() -> String? {
        let (before, after) = (original.facts.pictureHash, copy.facts.pictureHash)
        guard before.scope == .data else { return "the picture data could not be told from the metadata" }
        return before == after ? nil : "the picture data changed"
    }

    private func partDifference() -> String? {
        guard let before = original.parts, let after = copy.parts else { return nil }
        // EXIF blocks may change their place among the others: writers put them before the picture.
        return difference(before.filter { $0.role == .other }, after.filter { $0.role == .other })
            ?? (edits.touchesExif
                ? nil : difference(before.filter { $0.role == .exif }, after.filter { $0.role == .exif }))
    }

    private func difference(_ left: [MediaPart], _ right: [MediaPart]) -> String? {
        for (one, other) in zip(left, right) where one != other { return "the part \(one.name) changed" }
        if left.count > right.count { return "the part \(left[right.count].name) is gone" }
        if right.count > left.count { return "a part \(right[left.count].name) came in" }
        return nil
    }

    private func tagDifference() -> String? {
        let names = Set(original.tags.keys).union(copy.tags.keys).subtracting(edits.asked)
        let changed = names.filter { name in
            original.tags[name] != copy.tags[name] && !Self.offsets.contains(Self.lastPart(name))
        }
        guard let first = changed.min() else { return nil }
        return copy.tags[first] == nil ? "the tag \(first) is gone" : "the tag \(first) changed"
    }

    private static func lastPart(_ name: String) -> String {
        name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
    }

    private func valueDifference() -> String? {
        let missing = edits.changes.missing(in: copy.values)
        return missing.isEmpty ? nil : "another reader does not find the new value in it"
    }
}
