package import Model
package import Platform

/// A write somebody asks for.
package struct WriteRequest: Sendable {
    package var root: Folder
    /// Row of the storage.
    package var storage: Int64
    package var item: MediaID
    package var photo: RelativePath
    /// What is to be found in the file; nil = whatever is there.
    package var picture: IndexedPicture?
    package var changes: MetadataChanges
    package var policy: WritePolicy
    /// Whether the user agreed that a file with several names is replaced under this one.
    package var allowsHardLinks: Bool

    package init(
        root: Folder, storage: Int64, item: MediaID, photo: RelativePath, picture: IndexedPicture?,
        changes: MetadataChanges, policy: WritePolicy = .embed, allowsHardLinks: Bool = false
    ) {
        self.root = root
        self.storage = storage
        self.item = item
        self.photo = photo
        self.picture = picture
        self.changes = changes
        self.policy = policy
        self.allowsHardLinks = allowsHardLinks
    }
}

/// Why a sidecar is written instead of the file.
struct EmbeddingRefusal: Error {
    let why: String
}
