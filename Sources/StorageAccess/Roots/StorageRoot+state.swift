import Model
package import Platform
package import Store

/// How thoroughly a storage is looked at.
package enum StorageLook: Sendable {
    /// For a page: a drive that does not answer at once leaves the storage as it was.
    case brief
    /// From the background: a drive that does not answer is offline.
    case thorough

    fileprivate var seconds: Double { self == .brief ? 0.2 : StorageRoot.patience }
}

extension StorageRoot {
    /// Looks at the storage again and writes down what changed.
    ///
    /// - Returns: the storage as it is now.
    package static func refresh(
        _ storage: StorageRecord, in store: LibraryStore, now: Double, _ look: StorageLook = .brief
    ) throws -> StorageRecord {
        let fresh = looked(at: storage, now: now, look)
        guard fresh != storage else { return storage }
        try store.write { try fresh.updateState($0) }
        return fresh
    }

    /// The storage as it is now; writes nothing.
    package static func looked(at storage: StorageRecord, now: Double, _ look: StorageLook) -> StorageRecord {
        var fresh = storage
        do {
            fresh.state = try open(storage, seconds: look.seconds).isWritable ? .online : .readOnly
            fresh.stateReason = nil
            if storage.state == .offline || isLongAgo(storage.lastSeen, now) { fresh.lastSeen = ISO8601.utc(now) }
        } catch {
            let offline = error as? StorageOffline
            if offline?.isHanging ?? false, look == .brief { return storage }
            fresh.state = .offline
            fresh.stateReason = offline?.reason ?? "\(error)"
        }
        return fresh
    }

    /// Room where the storage lies; nil = its drive cannot be asked just now.
    package static func space(of storage: StorageRecord) -> DiskSpace? {
        // The bar of the page is left out then.
        try? ask(storage, seconds: StorageLook.brief.seconds) { try DiskSpace(of: Folder(path: storage.root)) }
    }

    /// So that a storage that goes away is known to the hour, without a row being written at every look.
    private static func isLongAgo(_ time: String?, _ now: Double) -> Bool {
        now - (time.flatMap(ISO8601.parse) ?? 0) >= 3600
    }
}
