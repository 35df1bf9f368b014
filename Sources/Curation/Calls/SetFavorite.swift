package import Engine
import MetadataWrite
package import Model
import Store

/// Makes a photo a favorite, or takes that away; without a body the other way round.
package struct SetFavorite: Call {
    package static let address = CallAddress.post("/api/photo/{id}/favorite")
    package static let summary = "Set or toggle the favorite"

    package let id: MediaID
    package let favorite: Bool?

    package func answer(in curation: CurationCapability) throws -> RatingAnswer {
        let isFavorite = try favorite ?? !curation.isFavorite(id)
        let changes = MetadataChanges(rating: isFavorite ? .favorite : Rating.none)
        return RatingAnswer(try curation.edits.apply(changes, to: id.text))
    }
}

/// Sets the stars of a photo.
package struct SetRating: Call {
    package static let address = CallAddress.post("/api/photo/{id}/rating")
    package static let summary = "Set the stars"

    package let id: MediaID
    package let rating: Int

    package func answer(in curation: CurationCapability) throws -> RatingAnswer {
        guard let rating = Rating(rating) else { throw BadQuestion("rating", "it must be from -1 to 5") }
        return RatingAnswer(try curation.edits.apply(MetadataChanges(rating: rating), to: id.text))
    }
}

/// What became of a rating.
package struct RatingAnswer: Codable, Sendable {
    let success: Bool
    let photo_id: String
    let rating: Int
    let is_favorite: Bool
    let written: Int
    let pending: Int
    let failed: Int
    let problem: String?

    init(_ result: EditResult) {
        success = result.failed == 0
        photo_id = result.id
        rating = result.rating
        is_favorite = result.rating == 5
        written = result.written
        pending = result.pending
        failed = result.failed
        problem = result.problem
    }
}

extension CurationCapability {
    fileprivate func isFavorite(_ id: MediaID) throws -> Bool {
        guard let photo = try store.read({ try PhotoRecord.find(id.text, $0) }) else {
            throw Refusal(id.text, "there is no photo with this id", .notFound)
        }
        return photo.rating?.isFavorite ?? false
    }
}
