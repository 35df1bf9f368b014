import Platform
import StorageAccess
package import Store

extension StorageSignature {
    /// Brings the signature of an online storage in line with its row; fields of other programs stay.
    ///
    /// - Throws: `StorageOffline`, `FileError`.
    package static func write(for storage: StorageRecord) throws {
        let access = try StorageRoot.open(storage)
        guard access.isWritable, var signature = try read(in: access.folder) else { return }
        let before = signature
        signature.displayName = storage.name
        signature.notes = storage.notes
        signature.tags = storage.tags
        signature.lastIndexed = storage.lastIndexed
        signature.photoCount = storage.photoCount
        signature.totalSizeBytes = storage.totalSize
        guard signature != before else { return }
        try SafeFile.replaceContents(
            of: Array(fileName.utf8), in: access.folder, with: signature.bytes,
            purpose: StorageIndexFiles.purpose)
    }
}
