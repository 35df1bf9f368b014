package import Model
package import Platform
package import StorageAccess
package import Store

/// Who writes to a storage now, for the page, the API and the command line.
package struct StorageLockDocument: Sendable, Codable, Hashable {
    package enum State: String, Sendable, Codable {
        /// Nobody writes.
        case free
        case held
        /// Its holder has ended, or was not heard of for half an hour; the next one who writes takes it over.
        case stale
    }

    package let state: State
    /// `this server`, `another program on this machine` or `another machine`; nil = free, or the file is no lock.
    package let holder: String?
    package let pid: Int?
    package let operation: String?
    /// When the holder was last heard of.
    package let refreshed: Timestamp?

    private enum CodingKeys: String, CodingKey {
        case state, holder, pid, operation, refreshed
    }

    /// What is not known is null, so that every key is there.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(state, forKey: .state)
        try container.encode(holder, forKey: .holder)
        try container.encode(pid, forKey: .pid)
        try container.encode(operation, forKey: .operation)
        try container.encode(refreshed, forKey: .refreshed)
    }

    package init(_ status: StorageLock.Status?) {
        state = status.map { $0.isStale ? .stale : .held } ?? .free
        holder = status.flatMap { status in
            guard status.holder != nil else { return nil }
            if status.isThisProcess { return "this server" }
            return status.isThisMachine ? "another program on this machine" : "another machine"
        }
        pid = (status?.holder?.process.pid).map(Int.init)
        operation = status?.holder?.operation
        refreshed = status.map { Timestamp($0.refreshedAt) }
    }
}

extension StorageRoot {
    /// Who holds the lock of a storage; writes nothing.
    ///
    /// - Throws: `StorageOffline`, `FileError`.
    package static func lock(of storage: StorageRecord) throws -> StorageLockDocument {
        let folder = try open(storage).folder
        return StorageLockDocument(try ask(storage) { try StorageLock.status(in: folder) })
    }

    /// Removes the lock of a storage that was left behind.
    ///
    /// - Throws: `Refusal` when it is held, `StorageOffline`, `FileError`.
    package static func breakLock(of storage: StorageRecord) throws {
        let folder = try open(storage).folder
        guard try ask(storage, { try StorageLock.breakStale(in: folder) }) else {
            throw Refusal(
                storage.name, "its lock is held; its holder is at work",
                hint: "Wait until it has finished. A lock that was left behind can be broken after half an hour.")
        }
    }
}
