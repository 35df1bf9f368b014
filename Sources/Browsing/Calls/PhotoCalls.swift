package import Engine

/// The calls about photos.
package enum PhotoCalls {
    package static let reading: [CallEntry<PhotoListing>] = [
        CallEntry(ListPhotos.self), CallEntry(ListFavorites.self), CallEntry(ShowPhoto.self),
    ]
    package static let looking: [CallEntry<CopyLookup>] = [CallEntry(LookUpHash.self)]
}
