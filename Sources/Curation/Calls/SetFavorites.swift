package import Engine
import MetadataWrite
import Model

/// Makes many photos favorites, or takes that away.
package struct SetFavorites: Call {
    package static let address = CallAddress.post("/api/photos/bulk-favorite")
    package static let summary = "Make many photos favorites, or take that away"

    package let photo_ids: [String]
    package let favorite: Bool?

    package static func isAccepted(_ answer: FavoritesAnswer) -> Bool {
        if case .started = answer { true } else { false }
    }

    package func answer(in curation: CurationCapability) throws -> FavoritesAnswer {
        guard !photo_ids.isEmpty else { return .done(updated: 0) }
        switch try curation.edit(photo_ids, MetadataChanges(rating: favorite ?? true ? .favorite : Rating.none)) {
        case .done(let results): return .done(updated: results.count)
        case .started(let operation): return .started(operation)
        }
    }
}

/// How many favorites were set, or the operation that sets them.
package enum FavoritesAnswer: Codable, Sendable {
    case done(updated: Int)
    case started(OperationDocument)

    private enum CodingKeys: String, CodingKey { case success, updated }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self =
            try container.decodeIfPresent(Bool.self, forKey: .success) == nil
            ? .started(try OperationDocument(from: decoder))
            : .done(updated: try container.decode(Int.self, forKey: .updated))
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .started(let operation): try operation.encode(to: encoder)
        case .done(let updated):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(true, forKey: .success)
            try container.encode(updated, forKey: .updated)
        }
    }
}
