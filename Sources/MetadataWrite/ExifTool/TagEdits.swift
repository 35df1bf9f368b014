/// Which tags a change writes or removes in one file, given what stands in it (docs/metadata.md section 2).
struct TagEdits: Sendable {
    let changes: MetadataChanges
    /// exiftool's arguments, one a line of its argument file.
    private(set) var arguments: [String] = []
    /// Names of the tags, as the readers call them, that may differ afterwards.
    private(set) var asked: Set<String> = []
    private(set) var touchesExif = false

    /// - Parameters:
    ///   - present: the names of the tags in the file.
    ///   - keepsZero: writes a rating of 0 instead of removing it: only in a sidecar whose photo has a rating.
    init(_ changes: MetadataChanges, present: Set<String>, keepsZero: Bool = false) {
        self.changes = changes
        if let rating = changes.rating { rate(rating, present, keepsZero: keepsZero) }
        if let label = changes.label { set("XMP-xmp:Label", "Xmp.xmp.Label", label) }
        if let title = changes.title { set("XMP-dc:Title", "Xmp.dc.title", title) }
        if let description = changes.description {
            set("XMP-dc:Description", "Xmp.dc.description", description)
            if present.contains("Exif.Image.ImageDescription") {
                set("IFD0:ImageDescription", "Exif.Image.ImageDescription", description)
            }
        }
    }

    private mutating func rate(_ rating: Int, _ present: Set<String>, keepsZero: Bool) {
        let isKept = rating != 0 || keepsZero
        set("XMP-xmp:Rating", "Xmp.xmp.Rating", isKept ? String(rating) : "")
        // A rejected photo has no stars, and the others know no rejection.
        let stars = rating > 0 ? String(rating) : ""
        let percent = rating > 0 ? String([1, 25, 50, 75, 99][min(rating, 5) - 1]) : ""
        let twins = [
            ("XMP-microsoft:RatingPercent", "Xmp.MicrosoftPhoto.Rating", percent),
            ("IFD0:Rating", "Exif.Image.Rating", stars), ("IFD0:RatingPercent", "Exif.Image.RatingPercent", percent),
        ]
        for (argument, name, value) in twins where present.contains(name) { set(argument, name, value) }
        // Never written, but it would speak up again once the others are silent.
        let last = "Xmp.acdsee.rating"
        if !isKept, present.contains(last) { set("XMP-acdsee:Rating", last, "") }
    }

    private mutating func set(_ argument: String, _ name: String, _ value: String) {
        arguments.append("-\(argument)=\(Self.escaped(value))")
        asked.insert(name)
        if name.hasPrefix("Exif.") { touchesExif = true }
    }

    /// As exiftool's `-E` reads it: no newline can end the argument and begin another.
    private static func escaped(_ value: String) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case _ where scalar.value < 0x20: result += "&#\(scalar.value);"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
