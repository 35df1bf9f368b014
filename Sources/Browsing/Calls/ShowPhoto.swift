package import Engine
package import Model

/// One photo with its files.
package struct ShowPhoto: Call {
    package static let address = CallAddress.get("/api/photos/{id}")
    package static let summary = "One photo with its files"

    package let id: MediaID

    package func answer(in photos: PhotoListing) throws -> PhotoDocument { try photos.find(id) }
}
