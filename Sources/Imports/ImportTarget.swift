import Model
import Platform
import StorageAccess
import Store

/// The storage that an import or an upload goes into.
struct ImportTarget {
    let storage: StorageRecord
    let root: Folder

    /// - Throws: `Refusal` when there is none with this id, or it is read-only; `StorageOffline`.
    init(_ uuid: String, _ store: LibraryStore) throws {
        guard let storage = try store.read({ try StorageRecord.find(uuid: uuid.lowercased(), $0) }) else {
            throw Refusal.unknownStorage(uuid, field: .storage)
        }
        let access = try StorageRoot.open(storage)
        guard access.isWritable else {
            throw Refusal(
                storage.name, "it is read-only", hint: "Mount the drive writable, or choose another storage.",
                field: .storage)
        }
        (self.storage, root) = (storage, access.folder)
    }
}
