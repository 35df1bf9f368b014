import Model
import Platform
package import StorageAccess
package import Store

/// Decides at start what a crash left open in the file journal.
package struct WriteRecovery {
    private let store: LibraryStore
    private let writer: MetadataWriter
    private let locks: StorageLocks

    package init(store: LibraryStore, writer: MetadataWriter, locks: StorageLocks) {
        self.store = store
        self.writer = writer
        self.locks = locks
    }

    /// Rows of storages that are away, or that another process works on, stay open until the next start; the others are
    /// decided by hash.
    package func run() throws {
        try store.write { try JournalRecord.prune($0) }
        try locks.keeping { try decide() }
    }

    private func decide() throws {
        for entry in try writer.openEntries() {
            let storage = try store.read { try StorageRecord.find(id: entry.intent.storage, $0) }
            // A storage that cannot be opened now is away.
            guard let storage, let access = try? StorageRoot.open(storage), access.isWritable else { continue }
            do {
                let hold = try locks.hold(storage, for: "recovery")
                defer { hold?.release() }
                _ = try writer.recover(entry, root: access.folder)
            } catch {
                // This row stays open; the others do not depend on it.
                Log.shared.error("an interrupted write in \(storage.name)", error)
            }
        }
    }
}
