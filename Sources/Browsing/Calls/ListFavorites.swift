package import Engine
import Store

/// Every favorite.
package struct ListFavorites: Call {
    package static let address = CallAddress.get("/api/photos/favorites")
    package static let summary = "All favorites"

    package func answer(in photos: PhotoListing) throws -> Favorites {
        var filter = LibraryFilter()
        filter.isFavorite = true
        return Favorites(
            favorites: try photos.list(filter, after: nil, limit: 10_000).items,
            count: try photos.store.read { try LibraryCounts.read($0).favorites })
    }
}

/// The favorites, and how many there are.
package struct Favorites: Codable, Sendable {
    package let favorites: [PhotoDocument]
    package let count: Int
}
