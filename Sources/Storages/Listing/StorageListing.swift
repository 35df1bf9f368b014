import Engine
import Model
package import Platform
package import StorageAccess
package import Store

/// Tells of storages and changes no row: also while another process has the library open.
package struct StorageListing: Sendable {
    let store: LibraryStore
    private let time: any TimeSource

    package init(store: LibraryStore, time: any TimeSource) {
        self.store = store
        self.time = time
    }

    /// Every storage with its state as it is now.
    ///
    /// - Parameter look: how long a drive that does not answer is waited for.
    package func list(_ look: StorageLook = .brief) throws -> [StorageRecord] {
        let now = time.now
        return try store.read { try StorageRecord.all($0) }.map { StorageRoot.looked(at: $0, now: now, look) }
    }

    /// - Throws: `Refusal` when there is none with this id.
    package func find(_ uuid: String) throws -> StorageRecord {
        guard let storage = try store.read({ try StorageRecord.find(uuid: uuid.lowercased(), $0) }) else {
            throw Refusal.unknownStorage(uuid)
        }
        return storage
    }

    /// Who writes to a storage now.
    ///
    /// - Throws: `Refusal`, `StorageOffline`, `FileError`.
    package func lock(_ uuid: String) throws -> StorageLockDocument { try StorageRoot.lock(of: try find(uuid)) }

    /// Removes a lock that was left behind; it is no part of the library.
    ///
    /// - Returns: the lock as it is now.
    /// - Throws: `Refusal` when it is held, `StorageOffline`, `FileError`.
    package func breakLock(_ uuid: String) throws -> StorageLockDocument {
        let storage = try find(uuid)
        try StorageRoot.breakLock(of: storage)
        return try StorageRoot.lock(of: storage)
    }
}
