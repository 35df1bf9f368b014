/// Stars of a photo (docs/metadata.md section 2): -1 rejected, 0 none, 1-5.
package struct Rating: Hashable, Sendable, Comparable {
    package let stars: Int

    /// - Returns: nil outside -1...5.
    package init?(_ stars: Int) {
        guard (-1...5).contains(stars) else { return nil }
        self.stars = stars
    }

    package static let rejected = Rating(unchecked: -1)
    package static let none = Rating(unchecked: 0)
    package static let favorite = Rating(unchecked: 5)

    /// Favourite = five stars.
    package var isFavorite: Bool { stars == 5 }

    package static func < (left: Rating, right: Rating) -> Bool { left.stars < right.stars }

    private init(unchecked stars: Int) { self.stars = stars }
}
