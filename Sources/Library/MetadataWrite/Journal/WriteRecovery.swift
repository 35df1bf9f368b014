import Model
import Platform
package import Store

/// Decides at start what a crash left open in the file journal.
package struct WriteRecovery {
    private let store: LibraryStore
    private let writer: MetadataWriter

    package init(store: LibraryStore, writer: MetadataWriter) {
        self.store = store
        self.writer = writer
    }

    /// Rows of storages that are away stay open until they are back; the others are decided by hash.
    package func run() throws {
        try store.write { try JournalRecord.prune($0) }
        for entry in try writer.openEntries() {
            let storage = try store.read { try StorageRecord.find(id: entry.intent.storage, $0) }
            // A storage that cannot be opened now is away.
            guard let storage, let access = try? StorageRoot.open(storage), access.isWritable else { continue }
            do {
                _ = try writer.recover(entry, root: access.folder)
            } catch {
                // This row stays open; the others do not depend on it.
                Log.shared.error("an interrupted write in \(storage.name)", error)
            }
        }
    }
}
