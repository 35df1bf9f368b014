package import Model

/// A place of a file: a storage and the path in it.
package struct ItemPlace: Sendable, Hashable {
    /// `storages.storage_id`.
    package let storage: Int64
    package let path: RelativePath

    package init(storage: Int64, path: RelativePath) {
        self.storage = storage
        self.path = path
    }
}
