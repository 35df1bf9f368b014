package import Engine

/// The calls about storages.
package enum StorageCalls {
    package static let reading: [CallEntry<StorageListing>] = [
        CallEntry(ListStorages.self), CallEntry(ShowStorageLock.self), CallEntry(BreakStorageLock.self),
        CallEntry(ListConflicts.self),
    ]
    package static let acting: [CallEntry<StorageCapability>] = [
        CallEntry(AddStorage.self) { $0.actions }, CallEntry(MigrateStorage.self) { $0.actions },
        CallEntry(ShowDiscovery.self) { $0.discovery }, CallEntry(StartDiscovery.self) { $0.discovery },
        CallEntry(CancelDiscovery.self) { $0.discovery }, CallEntry(AddDiscovered.self),
        CallEntry(ChangeStorage.self) { $0.actions }, CallEntry(RemoveStorage.self) { $0.actions },
        CallEntry(ReindexStorage.self) { $0.actions }, CallEntry(SettleConflicts.self),
    ]
}

extension Parameter {
    static let storage = Parameter.word("UUID", "uuid", "the storage's id", .storage)
}
