import Model
import Platform
package import StorageAccess
package import Store

/// Keeps the files that describe a storage in the storage itself in line with its rows: the signature, the master
/// index and the sessions (docs/safety.md section 1, "Index files").
///
/// What is behind stands in the row of the storage, so a crash before or while a file is written loses nothing.
package final class StorageIndexFiles: Sendable {
    /// Temporaries of these files carry it, so that they can be told from those of photos.
    static let purpose = "index"

    private let store: LibraryStore
    /// One writes at a time.
    private let isWriting = Lock(())

    private let locks: StorageLocks

    package init(store: LibraryStore, locks: StorageLocks) {
        self.store = store
        self.locks = locks
    }

    /// Storages that can be written now and whose files are behind or gone.
    package func behind() throws -> [StorageRecord] {
        let (storages, behind) = try store.read { connection in
            (try StorageRecord.all(connection), try MasterIndexState.storagesBehind(connection))
        }
        return storages.filter { $0.state == .online && behind.contains($0.id) }
    }

    /// Writes what is behind in one storage. Nothing may be at work on the storage; while another process is, it stays
    /// behind.
    ///
    /// - Returns: whether the master index was written.
    /// - Throws: `StorageOffline`, `FileError`, `SQLiteError`.
    @discardableResult
    package func write(_ storage: StorageRecord) throws -> Bool {
        try isWriting.withLock { _ in
            let access = try StorageRoot.open(storage)
            guard storage.hasSignature, access.isWritable else { return false }
            let hold: StorageHold?
            do { hold = try locks.hold(storage, for: "index files") } catch is LockError { return false }
            defer { hold?.release() }
            try SafeFile.removeTemporaries(in: access.folder, purpose: Self.purpose)
            try restoreLinks(of: storage, in: access.folder)
            let isWritten = try writeMasterIndex(storage.id, in: access.folder)
            try writeSessions(of: storage, in: access.folder)
            try writeSignature(storage.id)
            return isWritten
        }
    }

    private func writeSignature(_ id: Int64) throws {
        let (storage, state) = try store.read { connection in
            (try StorageRecord.find(id: id, connection), try MasterIndexState.read(id, connection))
        }
        guard let storage, let state, state.isSignatureBehind else { return }
        try StorageSignature.write(for: storage)
        try store.write { try MasterIndexState.markSignatureWritten(state.signatureRevision, storage: id, $0) }
    }

    /// Before the first index of this library takes the place of one that another has written.
    private func restoreLinks(of storage: StorageRecord, in root: Folder) throws {
        guard storage.lastIndexed != nil,
            try store.read({ try MasterIndexState.read(storage.id, $0) })?.written == nil
        else { return }
        try SessionRestoration(storage, in: root, store: store).linkFiles()
        try putDamagedAside(in: root)
    }

    /// What cannot be read may be the only trace of something, and must not push out the good one before it.
    private func putDamagedAside(in root: Folder) throws {
        do {
            _ = try MasterIndex.readNewest(in: root, into: ()) { _, _ in }
        } catch is FormatError {
            let own = try SafeFile.makeFolder(Array(StorageFiles.own.utf8), in: root)
            try SafeFile.rename(
                Array(StorageFiles.masterIndex.utf8), in: root, to: Array(StorageFiles.damagedMasterIndex.utf8), in: own
            )
            try SafeFile.flush(own)
            try SafeFile.flush(root)
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

    private func writeSessions(of storage: StorageRecord, in root: Folder) throws {
        let behind = try store.read { try SessionIndexState.behind(inStorage: storage.id, $0) }
        guard !behind.isEmpty else { return }
        let folder = try SafeFile.makeFolder(Array(StorageFiles.sessions.utf8), in: root)
        try SafeFile.removeTemporaries(in: folder, purpose: Self.purpose)
        for state in behind {
            let name = Array(SessionIndex.fileName(state.number).utf8)
            if state.isRolledBack {
                try SafeFile.remove(name, in: folder)
                try SafeFile.flush(folder)
            } else {
                try writeSession(state, storageUUID: storage.uuid, named: name, in: folder)
            }
            try store.write { try state.markWritten($0) }
        }
    }

    private func writeSession(
        _ state: SessionIndexState, storageUUID: String, named name: [UInt8], in folder: Folder
    ) throws {
        try store.read { connection in
            guard let summary = try SessionSummary.find(state.session, connection) else { return }
            try SafeFile.replaceContents(of: name, in: folder, purpose: Self.purpose) {
                try SessionIndex.write(summary, storageUUID: storageUUID, connection, to: $0)
            }
        }
    }
}
