import Media
import Model

/// Turns embedded tags into facts and into what the rules of `Media` need.
///
/// Several blocks may tell the same; the first that knows something is believed.
struct TagFacts {
    let blocks: [EmbeddedTags]

    private var exif: [EmbeddedTags] { blocks.filter(\.hasExif) }
    private var xmp: [EmbeddedTags] { blocks.filter(\.hasXMP) }
    private var iptc: [EmbeddedTags] { blocks.filter(\.hasIPTC) }

    /// Fills everything but dates.
    func fill(_ facts: inout Facts) {
        for tags in exif { fillExif(&facts, tags) }
        for tags in xmp { fillXMP(&facts, tags) }
        for tags in iptc { fillIPTC(&facts, tags) }
        facts.coordinate = facts.coordinate ?? exifCoordinate ?? xmpCoordinate
        facts.rating = RatingRule.decide(ratings)?.rating ?? facts.rating
    }

    private func fillExif(_ facts: inout Facts, _ tags: EmbeddedTags) {
        func positive(_ tag: String) -> Double? {
            TagNumbers.number(tags.text(tag)).flatMap { $0 > 0 ? $0 : nil }
        }
        facts.cameraMake = facts.cameraMake ?? tags.trimmed("Exif.Image.Make")
        facts.cameraModel =
            facts.cameraModel ?? tags.trimmed("Exif.Image.Model") ?? tags.trimmed("Exif.Photo.0x0110")
        facts.lensModel = facts.lensModel ?? tags.trimmed("Exif.Photo.LensModel")
        facts.focalLength = facts.focalLength ?? positive("Exif.Photo.FocalLength")
        facts.fNumber = facts.fNumber ?? positive("Exif.Photo.FNumber") ?? positive("Exif.Image.FNumber")
        facts.iso =
            facts.iso ?? TagNumbers.integer(tags.text("Exif.Photo.ISOSpeedRatings"))
            ?? TagNumbers.integer(tags.text("Exif.Image.ISOSpeedRatings"))
        facts.exposureTime =
            facts.exposureTime ?? TagNumbers.exposure(tags.text("Exif.Photo.ExposureTime"))
            ?? TagNumbers.exposure(tags.text("Exif.Image.ExposureTime"))
        facts.orientation = facts.orientation ?? Self.orientation(tags.text("Exif.Image.Orientation"))
        facts.caption = facts.caption ?? tags.trimmed("Exif.Image.ImageDescription")
    }

    private func fillXMP(_ facts: inout Facts, _ tags: EmbeddedTags) {
        facts.cameraMake = facts.cameraMake ?? tags.trimmed("Xmp.tiff.Make")
        facts.cameraModel = facts.cameraModel ?? tags.trimmed("Xmp.tiff.Model")
        facts.lensModel = facts.lensModel ?? tags.trimmed("Xmp.aux.Lens")
        facts.orientation = facts.orientation ?? Self.orientation(tags.text("Xmp.tiff.Orientation"))
        facts.label = facts.label ?? tags.trimmed("Xmp.xmp.Label")
        facts.title = facts.title ?? Self.alternative(tags, "Xmp.dc.title")
        // What a person wrote last stands here; cameras fill the EXIF field with their name.
        facts.caption = Self.alternative(tags, "Xmp.dc.description") ?? facts.caption
        for name in people(tags) where !facts.people.contains(name) { facts.people.append(name) }
        for word in tags.texts("Xmp.dc.subject") where !facts.keywords.contains(word) { facts.keywords.append(word) }
    }

    private func fillIPTC(_ facts: inout Facts, _ tags: EmbeddedTags) {
        facts.title = facts.title ?? tags.trimmed("Iptc.Application2.ObjectName")
        facts.caption = facts.caption ?? tags.trimmed("Iptc.Application2.Caption")
        for word in tags.texts("Iptc.Application2.Keywords") where !facts.keywords.contains(word) {
            facts.keywords.append(word)
        }
    }

    /// The dates as they stand in the file.
    var dates: DateTags {
        var dates = DateTags()
        if let tags = exif.first(where: { $0.text("Exif.Photo.DateTimeOriginal") != nil }) {
            dates.original = tags.text("Exif.Photo.DateTimeOriginal")
            dates.originalOffset = tags.text("Exif.Photo.OffsetTimeOriginal")
            dates.originalFraction = tags.text("Exif.Photo.SubSecTimeOriginal")
        } else {
            // Directories of CR3 and of old scanners have the tags of EXIF in the first directory.
            dates.original = first(exif, "Exif.Image.DateTimeOriginal")
            dates.originalOffset = first(exif, "Exif.Image.0x9011")
        }
        if let tags = exif.first(where: { $0.text("Exif.Photo.DateTimeDigitized") != nil }) {
            dates.digitized = tags.text("Exif.Photo.DateTimeDigitized")
            dates.digitizedOffset = tags.text("Exif.Photo.OffsetTimeDigitized")
            dates.digitizedFraction = tags.text("Exif.Photo.SubSecTimeDigitized")
        }
        // The twins of the EXIF field in XMP.
        dates.digitized =
            dates.digitized ?? first(xmp, "Xmp.exif.DateTimeDigitized") ?? first(xmp, "Xmp.xmp.CreateDate")
        dates.xmp = first(xmp, "Xmp.exif.DateTimeOriginal") ?? first(xmp, "Xmp.photoshop.DateCreated")
        return dates
    }

    private var ratings: RatingTags {
        var found = RatingTags()
        found.xmp = first(xmp, "Xmp.xmp.Rating")
        found.microsoft = first(xmp, "Xmp.MicrosoftPhoto.Rating")
        found.acdsee = first(xmp, "Xmp.acdsee.rating")
        found.exif = first(exif, "Exif.Image.Rating")
        found.exifPercent = first(exif, "Exif.Image.RatingPercent")
        return found
    }

    private var exifCoordinate: Coordinate? {
        for tags in exif {
            guard
                let latitude = TagNumbers.degrees(
                    tags.text("Exif.GPSInfo.GPSLatitude"), reference: tags.text("Exif.GPSInfo.GPSLatitudeRef")),
                let longitude = TagNumbers.degrees(
                    tags.text("Exif.GPSInfo.GPSLongitude"), reference: tags.text("Exif.GPSInfo.GPSLongitudeRef"))
            else { continue }
            let isBelow = tags.text("Exif.GPSInfo.GPSAltitudeRef")?.first == "1"
            let altitude = TagNumbers.number(tags.text("Exif.GPSInfo.GPSAltitude")).map { isBelow ? -$0 : $0 }
            return Coordinate(latitude: latitude, longitude: longitude, altitude: altitude)
        }
        return nil
    }

    private var xmpCoordinate: Coordinate? {
        guard let latitude = TagNumbers.degrees(first(xmp, "Xmp.exif.GPSLatitude"), reference: nil),
            let longitude = TagNumbers.degrees(first(xmp, "Xmp.exif.GPSLongitude"), reference: nil)
        else { return nil }
        let isBelow = first(xmp, "Xmp.exif.GPSAltitudeRef") == "1"
        let altitude = TagNumbers.number(first(xmp, "Xmp.exif.GPSAltitude")).map { isBelow ? -$0 : $0 }
        return Coordinate(latitude: latitude, longitude: longitude, altitude: altitude)
    }

    /// Persons named as such, then those of face regions.
    private func people(_ tags: EmbeddedTags) -> [String] {
        var names = tags.texts("Xmp.iptcExt.PersonInImage")
        for tag in tags.xmpNames where tag.hasSuffix("mwg-rs:Name") || tag.hasSuffix("MPReg:PersonDisplayName") {
            if let name = tags.trimmed(tag), !names.contains(name) { names.append(name) }
        }
        return names
    }

    private func first(_ blocks: [EmbeddedTags], _ tag: String) -> String? {
        for tags in blocks {
            if let text = tags.text(tag) { return text }
        }
        return nil
    }

    private static func orientation(_ text: String?) -> Int? {
        TagNumbers.integer(text).flatMap { (1...8).contains($0) ? $0 : nil }
    }

    /// The default text of a list of languages, which exiv2 prints as `lang="x-default" Text, lang="de-DE" Wort`.
    private static func alternative(_ tags: EmbeddedTags, _ tag: String) -> String? {
        guard let text = tags.text(tag) else { return nil }
        guard text.hasPrefix("lang=\""), let end = text.dropFirst(6).firstIndex(of: "\"") else {
            return text.isEmpty ? nil : text
        }
        var rest = text[text.index(after: end)...].drop { $0 == " " }
        if let next = rest.firstRange(of: ", lang=\"") { rest = rest[..<next.lowerBound] }
        return rest.isEmpty ? nil : String(rest)
    }
}
