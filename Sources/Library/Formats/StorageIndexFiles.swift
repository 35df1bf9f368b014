import Model
import Platform
package import Store

/// Keeps the files that describe a storage in the storage itself in line with its rows: the signature and the master
/// index (SAFETY.md section 1, "Index files").
///
/// What is behind stands in the row of the storage, so a crash before or while a file is written loses nothing.
package final class StorageIndexFiles: Sendable {
    /// Temporaries of these files carry it, so that they can be told from those of photos.
    static let purpose = "index"

    private let store: LibraryStore
    /// One writes at a time.
    private let isWriting = Lock(())

    package init(store: LibraryStore) { self.store = store }

    /// Storages that can be written now and whose files are behind or gone.
    package func behind() throws -> [StorageRecord] {
        let (storages, behind) = try store.read { connection in
            (try StorageRecord.all(connection), try MasterIndexState.storagesBehind(connection))
        }
        return storages.filter { $0.state == .online && behind.contains($0.id) }
    }

    /// Writes what is behind in one storage. Nothing may be at work on the storage.
    ///
    /// - Returns: whether the master index was written.
    /// - Throws: `StorageOffline`, `FileError`, `SQLiteError`.
    @discardableResult
    package func write(_ storage: StorageRecord) throws -> Bool {
        try isWriting.withLock { _ in
            let access = try StorageRoot.open(storage)
            guard storage.hasSignature, access.isWritable else { return false }
            try SafeFile.removeTemporaries(in: access.folder, purpose: Self.purpose)
            let isWritten = try writeMasterIndex(storage.id, in: access.folder)
            if let fresh = try store.read({ try StorageRecord.find(id: storage.id, $0) }) {
                try StorageSignature.write(for: fresh)
            }
            return isWritten
        }
    }

    private func writeMasterIndex(_ id: Int64, in root: Folder) throws -> Bool {
        let name = Array(StorageFiles.masterIndex.utf8)
        let isThere = try root.status(named: name) != nil
        let revision = try store.read { connection -> Int64? in
            // Read together with the rows: what changes from here on counts as not written.
            guard let storage = try StorageRecord.find(id: id, connection), storage.lastIndexed != nil,
                let state = try MasterIndexState.read(id, connection), state.isBehind || !isThere
            else { return nil }
            try SafeFile.replaceContents(
                of: name, in: root, keepingPrevious: Array(StorageFiles.previousMasterIndex.utf8),
                purpose: Self.purpose
            ) { try MasterIndex.write(storage, connection, to: $0) }
            return state.revision
        }
        guard let revision else { return false }
        try store.write { try MasterIndexState.markWritten(revision, storage: id, $0) }
        return true
    }
}
