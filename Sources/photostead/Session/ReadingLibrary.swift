import Catalog
import Composition
import Engine
import Imports
import Model
import Platform
import StorageAccess
import Storages
import Store

/// A library opened for verbs that only read, also while a server has it open.
struct ReadingLibrary {
    private let store: LibraryStore
    /// Whether a process works with the library now.
    private let isInUse: Bool

    /// Opens the library, runs `body` and closes it.
    ///
    /// - Throws: `Refusal` when there is no library yet, `SQLiteError`, `MigrationError`.
    static func with<Result>(_ configuration: Configuration, _ body: (ReadingLibrary) throws -> Result) throws -> Result
    {
        let folder: LibraryFolder
        do {
            folder = try LibraryFolder(existing: configuration.data)
        } catch let error as FileError {
            if error.isMissing { throw Refusal.noLibrary(configuration.data) }
            throw Refusal.library(configuration.data, error)
        }
        guard let path = try folder.existingDatabasePath() else {
            throw Refusal.noLibrary(configuration.data)
        }
        let store = try LibraryStore(reading: path)
        defer { store.close() }
        return try body(ReadingLibrary(store: store, isInUse: DataFolderLock.isHeld(in: folder.folder)))
    }

    /// The storages with their states as they are now; none when there is no library yet.
    static func knownStorages(_ configuration: Configuration) throws -> [StorageRecord] {
        guard (try? Folder(path: configuration.data)) != nil else { return [] }
        return try with(configuration) { library in
            let now = SystemTime().now
            return try library.store.read { try StorageRecord.all($0) }.map {
                StorageRoot.looked(at: $0, now: now, .thorough)
            }
        }
    }

    /// Who writes to a storage now.
    func lock(_ uuid: String) throws -> StorageLockDocument { try StorageRoot.lock(of: try find(uuid)) }

    /// Removes a lock that was left behind; a storage is no part of the library, so a server may have that open.
    func breakLock(_ uuid: String) throws -> StorageLockDocument {
        let storage = try find(uuid)
        try StorageRoot.breakLock(of: storage)
        return try StorageRoot.lock(of: storage)
    }

    private func find(_ uuid: String) throws -> StorageRecord {
        let meant = try storages().meant(by: uuid).uuid
        guard let storage = try store.read({ try StorageRecord.find(uuid: meant, $0) }) else {
            throw Refusal.unknownStorage(uuid)
        }
        return storage
    }

    /// With their states as they are now; nothing is written.
    func storages() throws -> [StorageDocument] {
        let now = SystemTime().now
        return try store.read { try StorageRecord.all($0) }.map {
            StorageDocument(StorageRoot.looked(at: $0, now: now, .brief))
        }
    }

    /// Why a storage cannot be reached now; nil = it can.
    func problem(of storage: StorageDocument) throws -> String? {
        guard let record = try store.read({ try StorageRecord.find(uuid: storage.uuid, $0) }) else { return nil }
        do { _ = try StorageRoot.open(record) } catch let offline as StorageOffline { return offline.reason }
        return nil
    }

    /// The copies of a picture or file; see `CopyLookup`.
    func copies(_ hash: String) throws -> [FoundCopy] { try CopyLookup(store: store).find(hash) }

    func imports() throws -> [ImportDocument] {
        try store.read { reading in
            try ImportSessionRecord.page(before: nil, limit: 100, reading).map { session in
                let storage = try StorageRecord.find(id: session.storage, reading)
                let operation = try session.operationID.flatMap { try OperationRecord.find($0, reading) }
                return ImportDocument(
                    session, storageUUID: storage?.uuid ?? "", operation: operation.map { OperationDocument($0) })
            }
        }
    }

    /// Calls `body` with every open conflict of a storage.
    ///
    /// - Throws: `Refusal` for an unknown storage.
    func conflicts(of uuid: String, _ body: (ConflictDocument) throws -> Void) throws {
        let id = try storages().meant(by: uuid).uuid
        guard let storage = try store.read({ try StorageRecord.find(uuid: id, $0) }) else {
            throw Refusal.unknownStorage(uuid)
        }
        var after: String?
        repeat {
            let list = try ConflictList.read(storage, nil, after: after, limit: 500, store)
            for conflict in list.items { try body(conflict) }
            after = list.next
        } while after != nil
    }

    func operations() throws -> [OperationDocument] {
        try store.read { try OperationRecord.latest(100, $0) }.map(document)
    }

    func operation(_ id: String) throws -> OperationDocument {
        guard let record = try store.read({ try OperationRecord.find(id, $0) }) else {
            throw OperationError.unknown(id)
        }
        return document(record)
    }

    /// What a process that was killed left as running waits to be resumed.
    private func document(_ record: OperationRecord) -> OperationDocument {
        var record = record
        if !isInUse, !record.status.isTerminal { record.status = .paused }
        return OperationDocument(record)
    }

    /// Rows and relations that do not fit together, one sentence each.
    func problems() throws -> [String] { try store.read { try LibraryCheck.problems($0) } }

    func isSound() throws -> [String] { try store.integrityProblems() }
}
