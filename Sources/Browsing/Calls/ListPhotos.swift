package import Engine

/// Photos that match a filter, newest first.
package struct ListPhotos: Call {
    package static let address = CallAddress.get("/api/photos")
    package static let summary = "Photos, newest first"

    package let filter: LibraryFilter
    package let limit: PageSize?
    package let after: String?

    private enum CodingKeys: String, CodingKey { case limit, after }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        limit = try container.decodeIfPresent(PageSize.self, forKey: .limit)
        after = try container.decodeIfPresent(String.self, forKey: .after)
        filter = try LibraryFilter(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(limit, forKey: .limit)
        try container.encodeIfPresent(after, forKey: .after)
        try filter.encode(to: encoder)
    }

    package func answer(in photos: PhotoListing) throws -> AnswerPage<PhotoDocument> {
        try photos.list(filter, after: after, limit: (limit ?? .usual).count)
    }
}
