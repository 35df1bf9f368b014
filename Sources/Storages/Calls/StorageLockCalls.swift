package import Engine

/// Who writes to a storage now.
package struct ShowStorageLock: AnsweringCall {
    package static let address = CallAddress.get("/api/storages/{uuid}/lock")
    package static let summary = "Who writes to the storage now"
    package static let role = Role.owner
    package static let verbs = [
        Verb(
            "storage lock", "who writes to a storage now; break a lock that was left behind",
            """
            While Photostead writes to a storage, the file .imalink-storage.lock in it keeps other programs and machines out.
            """,
            takes: [.storage])
    ]

    package let uuid: String

    package init(uuid: String) { self.uuid = uuid }

    package func answer(in storages: StorageListing) throws -> StorageLockDocument { try storages.lock(uuid) }

    package static func text(of lock: StorageLockDocument) -> String { lock.line }
}

/// Removes a lock that was left behind.
package struct BreakStorageLock: AnsweringCall {
    package static let address = CallAddress.post("/api/storages/{uuid}/lock/break")
    package static let summary = "Remove a lock that was left behind"
    package static let verbs = [
        Verb(
            "storage lock", "", flag: .init("--break", "remove it; refused while its holder is at work"),
            takes: [.storage])
    ]

    package let uuid: String

    package init(uuid: String) { self.uuid = uuid }

    package func answer(in storages: StorageListing) throws -> StorageLockDocument { try storages.breakLock(uuid) }

    package static func text(of lock: StorageLockDocument) -> String { lock.line }
}

extension StorageLockDocument {
    /// One line for people.
    fileprivate var line: String {
        let holder = holder.map { "\($0), process \(pid ?? 0), for \(operation ?? "")" }
        return [state.rawValue, holder, refreshed.map { "last heard of \($0)" }].compactMap { $0 }
            .joined(separator: "  ")
    }
}
