package import Model
import Platform

/// `imalink-master.json`, the list of all files of a storage (docs/interface.md).
///
/// Each entry, keyed by its hothash, describes the first file of a picture in the order of paths; the further ones stand
/// in its `other_copies`. Names that are no UTF-8 stand beside in `path_base64`. Fields of other programs are not kept:
/// the file is made from the rows of the library, and the one before it stays as `imalink-master.json.previous`.
package struct MasterIndex: Sendable, Hashable {
    package static let version = "1.0"

    /// Lower-case, 36 characters.
    package let storageUUID: String
    package let indexedAt: String?
    package let totalFiles: Int
    package let totalSizeBytes: Int64

    /// One file of the index.
    package struct File: Sendable, Hashable {
        package var hothash: String
        package var path: RelativePath
        package var size: Int64
        /// The number of its session in the storage.
        package var session: Int?
        package var indexedAt: String?
        package var modified: String?
    }
}
