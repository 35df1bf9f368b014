package import Engine
package import Model
package import Store

/// Storages by their ids, and the locks that this process holds of them.
package struct LockedStorages: StorageLocking {
    private let store: LibraryStore
    private let locks: StorageLocks

    package init(store: LibraryStore, locks: StorageLocks) {
        self.store = store
        self.locks = locks
    }

    package func lock(
        _ storage: Int64, for kind: OperationKind, whenLost: @escaping @Sendable () -> Void
    ) throws -> (any StorageShare)? {
        guard let storage = try store.read({ try StorageRecord.find(id: storage, $0) }) else { return nil }
        return try locks.hold(storage, for: kind.rawValue, whenLost: whenLost)
    }
}

extension StorageHold: StorageShare {}
