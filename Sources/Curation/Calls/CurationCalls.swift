package import Engine
import MetadataWrite
import Store

/// The calls that edit photos.
package enum CurationCalls {
    package static let acting: [CallEntry<CurationCapability>] = [
        CallEntry(SetFavorite.self), CallEntry(SetRating.self), CallEntry(SetFavorites.self),
        CallEntry(EditPhotos.self) { $0.edits },
    ]
}
