package import Media
package import Model

/// What the library knows of a file it wants to write, so that nothing meant for one picture gets into another.
package struct IndexedPicture: Codable, Sendable, Hashable {
    private let hash: String
    private let scope: String
    private let sha256: String

    /// - Parameter sha256: of the whole file.
    package init(_ hash: PictureHash, sha256: String) {
        self.hash = hash.value
        scope = hash.scope.rawValue
        self.sha256 = sha256
    }

    /// Whether this was read in a file with the same picture. Where the picture could not be told from the rest, any
    /// other byte may be another picture.
    package func isShown(by facts: Facts) -> Bool {
        if facts.digests.sha256 == sha256 { return true }
        let found = facts.pictureHash
        return found.scope == .data && scope == found.scope.rawValue && hash == found.value
    }
}
