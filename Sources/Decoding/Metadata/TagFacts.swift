import Media
import Model

/// Turns embedded tags into facts and into what the rules of `Media` need.
struct TagFacts {
    let tags: EmbeddedTags

    /// Fills everything but dates.
    func fill(_ facts: inout Facts) {
        if tags.hasExif { fillExif(&facts) }
        if tags.hasXMP { fillXMP(&facts) }
        if tags.hasIPTC { fillIPTC(&facts) }
        facts.coordinate = facts.coordinate ?? coordinate
        facts.rating = rating ?? facts.rating
    }

    private func fillExif(_ facts: inout Facts) {
        facts.cameraMake = tags.trimmed("Exif.Image.Make")
        facts.cameraModel = tags.trimmed("Exif.Image.Model")
        facts.lensModel = tags.trimmed("Exif.Photo.LensModel")
        facts.focalLength = positive("Exif.Photo.FocalLength")
        facts.fNumber = positive("Exif.Photo.FNumber") ?? positive("Exif.Image.FNumber")
        facts.iso =
            TagNumbers.integer(tags.text("Exif.Photo.ISOSpeedRatings") ?? tags.text("Exif.Image.ISOSpeedRatings"))
        facts.exposureTime =
            TagNumbers.exposure(tags.text("Exif.Photo.ExposureTime") ?? tags.text("Exif.Image.ExposureTime"))
        facts.orientation = Self.orientation(tags.text("Exif.Image.Orientation"))
        facts.caption = tags.trimmed("Exif.Image.ImageDescription")
    }

    private func fillXMP(_ facts: inout Facts) {
        facts.cameraMake = facts.cameraMake ?? tags.trimmed("Xmp.tiff.Make")
        facts.cameraModel = facts.cameraModel ?? tags.trimmed("Xmp.tiff.Model")
        facts.lensModel = facts.lensModel ?? tags.trimmed("Xmp.aux.Lens")
        facts.orientation = facts.orientation ?? Self.orientation(tags.text("Xmp.tiff.Orientation"))
        facts.label = tags.trimmed("Xmp.xmp.Label")
        facts.title = alternative("Xmp.dc.title")
        facts.caption = alternative("Xmp.dc.description") ?? facts.caption
        facts.people = people
        facts.keywords = tags.texts("Xmp.dc.subject")
    }

    private func fillIPTC(_ facts: inout Facts) {
        facts.title = facts.title ?? tags.trimmed("Iptc.Application2.ObjectName")
        facts.caption = facts.caption ?? tags.trimmed("Iptc.Application2.Caption")
        for keyword in tags.texts("Iptc.Application2.Keywords") where !facts.keywords.contains(keyword) {
            facts.keywords.append(keyword)
        }
    }

    /// The dates as they stand in the file.
    var dates: DateTags {
        var dates = DateTags()
        if tags.hasExif {
            dates.original = tags.text("Exif.Photo.DateTimeOriginal") ?? tags.text("Exif.Image.DateTimeOriginal")
            dates.originalOffset = tags.text("Exif.Photo.OffsetTimeOriginal")
            dates.originalFraction = tags.text("Exif.Photo.SubSecTimeOriginal")
            dates.digitized = tags.text("Exif.Photo.DateTimeDigitized")
            dates.digitizedOffset = tags.text("Exif.Photo.OffsetTimeDigitized")
            dates.digitizedFraction = tags.text("Exif.Photo.SubSecTimeDigitized")
        }
        if tags.hasXMP {
            dates.xmp = tags.text("Xmp.exif.DateTimeOriginal") ?? tags.text("Xmp.photoshop.DateCreated")
        }
        return dates
    }

    private var rating: Rating? {
        var found = RatingTags()
        if tags.hasXMP {
            found.xmp = tags.text("Xmp.xmp.Rating")
            found.microsoft = tags.text("Xmp.MicrosoftPhoto.Rating")
            found.acdsee = tags.text("Xmp.acdsee.rating")
        }
        if tags.hasExif {
            found.exif = tags.text("Exif.Image.Rating")
            found.exifPercent = tags.text("Exif.Image.RatingPercent")
        }
        return RatingRule.decide(found)?.rating
    }

    private var coordinate: Coordinate? {
        if tags.hasExif,
            let latitude = TagNumbers.degrees(
                tags.text("Exif.GPSInfo.GPSLatitude"), reference: tags.text("Exif.GPSInfo.GPSLatitudeRef")),
            let longitude = TagNumbers.degrees(
                tags.text("Exif.GPSInfo.GPSLongitude"), reference: tags.text("Exif.GPSInfo.GPSLongitudeRef"))
        {
            let isBelow = tags.text("Exif.GPSInfo.GPSAltitudeRef")?.first == "1"
            let altitude = TagNumbers.number(tags.text("Exif.GPSInfo.GPSAltitude")).map { isBelow ? -$0 : $0 }
            return Coordinate(latitude: latitude, longitude: longitude, altitude: altitude)
        }
        guard tags.hasXMP,
            let latitude = TagNumbers.degrees(tags.text("Xmp.exif.GPSLatitude"), reference: nil),
            let longitude = TagNumbers.degrees(tags.text("Xmp.exif.GPSLongitude"), reference: nil)
        else { return nil }
        let isBelow = tags.text("Xmp.exif.GPSAltitudeRef") == "1"
        let altitude = TagNumbers.number(tags.text("Xmp.exif.GPSAltitude")).map { isBelow ? -$0 : $0 }
        return Coordinate(latitude: latitude, longitude: longitude, altitude: altitude)
    }

    /// Persons named as such, then those of face regions.
    private var people: [String] {
        var names = tags.texts("Xmp.iptcExt.PersonInImage")
        for tag in tags.xmpNames where tag.hasSuffix("mwg-rs:Name") || tag.hasSuffix("MPReg:PersonDisplayName") {
            if let name = tags.trimmed(tag), !names.contains(name) { names.append(name) }
        }
        return names
    }

    private func positive(_ tag: String) -> Double? {
        TagNumbers.number(tags.text(tag)).flatMap { $0 > 0 ? $0 : nil }
    }

    private static func orientation(_ text: String?) -> Int? {
        TagNumbers.integer(text).flatMap { (1...8).contains($0) ? $0 : nil }
    }

    /// The default text of a list of languages: `lang="x-default" Text`.
    private func alternative(_ tag: String) -> String? {
        guard let text = tags.texts(tag).first ?? tags.text(tag) else { return nil }
        guard text.hasPrefix("lang=\""), let end = text.dropFirst(6).firstIndex(of: "\"") else {
            return text.isEmpty ? nil : text
        }
        let rest = text[text.index(after: end)...].drop { $0 == " " }
        return rest.isEmpty ? nil : String(rest)
    }
}
