package import Model

/// What somebody wants to stand in a photo's metadata; what is nil stays as it is.
package struct MetadataChanges: Codable, Sendable, Hashable {
    /// -1 rejected, 0 = the rating is removed, 1-5 (docs/metadata.md section 2).
    package var rating: Int?
    /// Empty text removes the label.
    package var label: String?
    /// Empty text removes the title.
    package var title: String?
    /// Empty text removes the description.
    package var description: String?

    package init(rating: Rating? = nil, label: String? = nil, title: String? = nil, description: String? = nil) {
        self.rating = rating?.stars
        self.label = label.map(Self.plain)
        self.title = title.map(Self.plain)
        self.description = description.map(Self.plain)
    }

    /// The same checks for what comes from a client or a table.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let rating = try container.decodeIfPresent(Int.self, forKey: .rating).map { stars in
            guard let rating = Rating(stars) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .rating, in: container, debugDescription: "a rating is a number from -1 to 5")
            }
            return rating
        }
        self.init(
            rating: rating, label: try container.decodeIfPresent(String.self, forKey: .label),
            title: try container.decodeIfPresent(String.self, forKey: .title),
            description: try container.decodeIfPresent(String.self, forKey: .description))
    }

    package var isEmpty: Bool { self == MetadataChanges() }

    /// Without the controls that XML cannot hold and without white space at the ends, which readers take away.
    private static func plain(_ text: String) -> String {
        var scalars = text.unicodeScalars.filter { scalar in
            switch scalar {
            case "\n", "\t": true
            default: scalar.value >= 0x20 && scalar.value != 0x7F && scalar.value & 0xFFFE != 0xFFFE
            }
        }[...]
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        var result = ""
        result.unicodeScalars.append(contentsOf: scalars)
        return result
    }

    /// Those of the changes that `values` do not show already.
    func missing(in values: MetadataValues) -> MetadataChanges {
        var rest = self
        if rating == values.rating ?? 0 { rest.rating = nil }
        if label == values.label ?? "" { rest.label = nil }
        if title == values.title ?? "" { rest.title = nil }
        if description == values.description ?? "" { rest.description = nil }
        return rest
    }
}
