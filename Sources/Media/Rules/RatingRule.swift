package import Model

/// Ratings as they stand in a file, in the notation of the file; nil = the tag is not there.
package struct RatingTags: Sendable, Hashable {
    /// Xmp.xmp.Rating
    package var xmp: String?
    /// Xmp.MicrosoftPhoto.Rating, percent
    package var microsoft: String?
    /// Exif.Image.Rating (0x4746)
    package var exif: String?
    /// Exif.Image.RatingPercent (0x4749)
    package var exifPercent: String?
    /// Xmp.acdsee.rating
    package var acdsee: String?

    package init() {}
}

/// Which tag gave the rating (docs/metadata.md section 2), in order of priority.
package enum RatingRule: String, Sendable, CaseIterable {
    case xmp, microsoft, exif, exifPercent, acdsee

    /// The rating of a file and the tag that gave it; nil when no tag holds a number.
    package static func decide(_ tags: RatingTags) -> (rating: Rating, rule: RatingRule)? {
        for rule in allCases {
            if let rating = rule.read(tags) { return (rating, rule) }
        }
        return nil
    }

    private func read(_ tags: RatingTags) -> Rating? {
        switch self {
        case .xmp: Self.stars(tags.xmp)
        case .microsoft: Self.percent(tags.microsoft)
        case .exif: Self.stars(tags.exif)
        case .exifPercent: Self.percent(tags.exifPercent)
        case .acdsee: Self.stars(tags.acdsee)
        }
    }

    /// -1...5; above five reads as five, below -1 as rejected.
    private static func stars(_ text: String?) -> Rating? {
        guard let value = number(text) else { return nil }
        return Rating(min(5, max(-1, value)))
    }

    /// 1-12 = 1, 13-37 = 2, 38-62 = 3, 63-87 = 4, 88-99 = 5; 0 is what programs write for "not rated".
    private static func percent(_ text: String?) -> Rating? {
        guard let value = number(text) else { return nil }
        switch value {
        case ..<1: return nil
        case ...12: return Rating(1)
        case ...37: return Rating(2)
        case ...62: return Rating(3)
        case ...87: return Rating(4)
        default: return Rating(5)
        }
    }

    /// A whole number, also written as `4.0` or `4/1`; nil for anything else.
    private static func number(_ text: String?) -> Int? {
        guard let text else { return nil }
        let trimmed = text.filter { $0 != " " && $0 != "\0" && $0 != "\n" }
        let parts = trimmed.split(separator: "/", omittingEmptySubsequences: false)
        guard let value = Double(parts.first ?? ""), value.isFinite, abs(value) < 1e6, parts.count <= 2 else {
            return nil
        }
        if parts.count == 2 {
            guard let divisor = Double(parts[1]) else { return nil }
            let quotient = (value / divisor).rounded()
            return abs(quotient) < 1e6 ? Int(quotient) : nil
        }
        return Int(value.rounded())
    }
}
