package import Model
import Platform

/// The dates that stand in a file, in the notation of the file; nil = the tag is not there.
package struct DateTags: Sendable, Hashable {
    /// Exif DateTimeOriginal, `2022:08:22 20:30:46`
    package var original: String?
    /// Exif OffsetTimeOriginal, `+02:00`
    package var originalOffset: String?
    /// Exif SubSecTimeOriginal, digits behind the decimal point
    package var originalFraction: String?
    /// Exif DateTimeDigitized, else its XMP twins in ISO 8601
    package var digitized: String?
    package var digitizedOffset: String?
    package var digitizedFraction: String?
    /// Xmp.exif.DateTimeOriginal, else Xmp.photoshop.DateCreated, ISO 8601
    package var xmp: String?
    /// QuickTime CreationDate, ISO 8601 with zone
    package var quickTime: String?
    /// mvhd creation_time, seconds since 1970 in UTC
    package var movieHeader: Int64?
    /// PNG tEXt `Creation Time` and its like
    package var png: String?

    package init() {}
}

/// The names and times around a file that may tell its date.
package struct DateSurroundings: Sendable, Hashable {
    /// Path below the storage's root.
    package var path: [UInt8]
    /// Modification time in UTC seconds; nil = unknown.
    package var modified: Int64?

    package init(path: [UInt8], modified: Int64?) {
        self.path = path
        self.modified = modified
    }
}

/// Which source gave the date (docs/metadata.md section 4), in order of priority.
package enum DateRule: String, Sendable, CaseIterable {
    case exifOriginal, xmp, exifDigitized, quickTime, movieHeader, png, fileName, folderYear, modified

    /// The date of a file and the rule that found it.
    package static func decide(
        _ tags: DateTags, _ surroundings: DateSurroundings
    ) -> (date: CaptureDate, rule: DateRule)? {
        for rule in allCases {
            if let date = rule.read(tags, surroundings) { return (date, rule) }
        }
        return nil
    }

    private func read(_ tags: DateTags, _ surroundings: DateSurroundings) -> CaptureDate? {
        switch self {
        case .exifOriginal:
            Self.exif(tags.original, tags.originalOffset, tags.originalFraction, .exif)
        case .exifDigitized:
            Self.exif(tags.digitized, tags.digitizedOffset, tags.digitizedFraction, .digitized)
        case .xmp: tags.xmp.flatMap { DateText.iso($0, source: .xmp) }
        case .quickTime: tags.quickTime.flatMap { DateText.iso($0, source: .quicktime) }
        case .movieHeader:
            tags.movieHeader.flatMap { seconds in
                // Cameras without a clock write 0, which counts from 1904.
                seconds > 0 ? CaptureDate(local: seconds, utcOffset: 0, source: .quicktime) : nil
            }
        case .png: tags.png.flatMap { DateText.iso($0, source: .png) ?? DateText.mail($0, source: .png) }
        case .fileName: FileNameDate.read(surroundings.path)?.date
        case .folderYear: FileNameDate.folderYear(surroundings.path)
        case .modified:
            surroundings.modified.map { CaptureDate(local: $0, utcOffset: 0, source: .mtime) }
        }
    }

    private static func exif(
        _ text: String?, _ offset: String?, _ fraction: String?, _ source: TakenSource
    ) -> CaptureDate? {
        guard let text, var date = DateText.exif(text, source: source) ?? DateText.iso(text, source: source) else {
            return nil
        }
        if date.utcOffset == nil { date.utcOffset = offset.flatMap(DateText.offset) }
        if date.milliseconds == 0, let fraction { date.milliseconds = DateText.milliseconds(fraction) }
        return date
    }
}
