import Model
package import Platform
package import StorageAccess
import StorageFormats
package import Store

/// A storage that was added to the library.
package struct CreatedStorage: Sendable {
    package let storage: StorageRecord
    /// What came back with a storage that another library had signed; nil = it is new here, or had moved.
    package var restored: RestoredDocument?
}

/// Makes a folder a storage: checks it, signs it, writes it down. No photo is touched.
package struct StorageCreation: Sendable {
    private let store: LibraryStore
    private let locks: StorageLocks
    /// The library's own folders, which can be no storage.
    private let ownFolders: [String]
    private let time: any TimeSource

    package init(store: LibraryStore, locks: StorageLocks, ownFolders: [String], time: any TimeSource) {
        self.store = store
        self.locks = locks
        self.ownFolders = ownFolders
        self.time = time
    }

    /// - Parameters:
    ///   - path: an absolute path of a folder.
    ///   - name: nil = the name in its signature, else the folder's own name.
    /// - Throws: `Refusal`, `FileError`, `FormatError`; everything is as it was.
    package func create(path: String, name: String?) throws -> CreatedStorage {
        try create(try open(path), name: name, legacy: nil)
    }

    /// Makes a storage of a legacy folder; its photos, its index and its notes stay as they are.
    ///
    /// - Throws: as `create`, and `Refusal` for a folder that is none or cannot be written.
    package func migrate(path: String) throws -> CreatedStorage {
        let folder = try open(path)
        let root = try folder.canonicalPath()
        guard try StorageSignature.read(in: folder) == nil else { return try create(folder, name: nil, legacy: nil) }
        guard let legacy = try LegacyFolder(folder, name: Self.name(of: root)) else {
            throw Refusal(
                path, "it is no legacy storage: it has no \(LegacyIndex.fileName)",
                hint: "`photostead storage add` makes any folder of photos a storage.")
        }
        guard StorageRoot.isWritable(folder) else {
            throw Refusal(path, "it cannot be written to", hint: "Mount it writable, or add it as it is.")
        }
        let created = try create(folder, name: nil, legacy: legacy)
        _ = try SafeFile.makeFolder(Array(StorageFiles.sessions.utf8), in: folder)
        return created
    }

    private func create(_ folder: Folder, name: String?, legacy: LegacyFolder?) throws -> CreatedStorage {
        let root = try folder.canonicalPath()
        let known = try store.read { try StorageRecord.all($0) }
        let signature = try StorageSignature.read(in: folder)
        if let signature, let storage = known.first(where: { $0.uuid == signature.storageUUID }) {
            return CreatedStorage(storage: try adoptMoved(storage, to: root))
        }
        try refuseOverlap(root, known: known)
        let title =
            [name, legacy?.displayName, signature?.displayName].compactMap { $0 }.first { !$0.isEmpty }
            ?? Self.name(of: root)
        let fresh = legacy?.signature(now: ISO8601.utc(time.now))
        let storage = try write(folder, root: root, name: title, signature: signature, fresh: fresh)
        guard signature != nil else { return CreatedStorage(storage: storage) }
        let sessions = try SessionRestoration(storage, in: folder, store: store).restoreSessions()
        return CreatedStorage(storage: storage, restored: RestoredDocument(sessions, try RestoredFiles(in: folder)))
    }

    /// The storage that lies at a path; nil = there is none.
    package func existing(path: String) throws -> StorageRecord? {
        let root = try open(path).canonicalPath()
        return try store.read { try StorageRecord.all($0) }.first { $0.root == root }
    }

    private func open(_ path: String) throws -> Folder {
        guard !path.isEmpty else {
            throw Refusal("the path", "it is empty", hint: "Give the folder that holds your photos.")
        }
        guard path.hasPrefix("/") else {
            throw Refusal(
                path, "it is no absolute path", hint: "Begin with a slash, as in /mnt/photos.")
        }
        guard !path.utf8.contains(0) else {
            throw Refusal(path, "it contains a NUL character", hint: "Give the path as the file system has it.")
        }
        do {
            let folder = try Self.calls.call(path, seconds: StorageRoot.patience) {
                let folder = try Folder(path: path)
                // A folder that cannot be listed would be indexed as empty.
                _ = try FileTree(root: folder)
                return folder
            }
            guard let folder else {
                throw Refusal(path, "its drive does not answer", hint: "Connect the drive or share and try again.")
            }
            return folder
        } catch let error as FileError {
            throw Refusal(path, Self.reason(error), hint: Self.hint(error))
        }
    }

    /// By path.
    private static let calls = PatientCalls<String>()
    private static let words: [FileError.Action: String] = [.open: "cannot be opened", .list: "cannot be read"]

    private static func reason(_ error: FileError) -> String {
        if error.isMissing { return "there is no such folder" }
        return "it \(words[error.action] ?? "cannot be used"): \(error.cause)"
    }

    private static func hint(_ error: FileError) -> String {
        switch error.cause {
        case "it does not exist": "Check the spelling, or create the folder first."
        case "it is not a folder": "Give the folder that holds the photos, not a photo."
        default: error.hint ?? "Choose another folder."
        }
    }

    private func refuseOverlap(_ root: [UInt8], known: [StorageRecord]) throws {
        let path = String(decoding: root, as: UTF8.self)
        for own in ownFolders {
            let bytes = try Folder(path: own).canonicalPath()
            if AbsolutePath.contains(root, bytes) || AbsolutePath.contains(bytes, root) {
                throw Refusal(
                    path, "Photostead keeps its own data there (\(own))", hint: "Choose the folder of your photos.")
            }
        }
        for storage in known {
            if storage.root == root {
                throw Refusal(
                    path, "it is the storage “\(storage.name)” already", hint: "Re-index it to find new photos.")
            }
            if AbsolutePath.contains(storage.root, root) {
                throw Refusal(
                    path, "it lies inside the storage “\(storage.name)” at \(storage.displayRoot)",
                    hint: "Its photos belong to that storage; re-index that one instead.")
            }
            if AbsolutePath.contains(root, storage.root) {
                throw Refusal(
                    path, "it lies around the storage “\(storage.name)” at \(storage.displayRoot)",
                    hint: "Choose a folder beside it, or remove that storage from the library first.")
            }
        }
    }

    /// The folder carries the signature of a storage we know: its drive came back at another place.
    private func adoptMoved(_ storage: StorageRecord, to root: [UInt8]) throws -> StorageRecord {
        let path = String(decoding: root, as: UTF8.self)
        guard storage.root != root else {
            throw Refusal(
                path, "it is the storage “\(storage.name)” already", hint: "Re-index it to find new photos.")
        }
        do {
            _ = try StorageRoot.open(storage)
            throw Refusal(
                path,
                "it carries the signature of the storage “\(storage.name)”, which is online at \(storage.displayRoot)",
                hint: "If it is a copy, delete its \(StorageSignature.fileName) first.")
        } catch is StorageOffline {
            var moved = storage
            moved.root = root
            let fresh = moved
            try store.write { try fresh.update($0) }
            return try StorageRoot.refresh(fresh, in: store, now: time.now)
        }
    }

    private func write(
        _ folder: Folder, root: [UInt8], name: String, signature: StorageSignature?, fresh: StorageSignature?
    ) throws -> StorageRecord {
        let said = signature ?? fresh
        let now = said.map(\.createdAt).flatMap { ISO8601.parse($0) == nil ? nil : $0 } ?? ISO8601.utc(time.now)
        let isWritable = StorageRoot.isWritable(folder)
        let uuid = said?.storageUUID ?? UUIDText.random()
        var storage = StorageRecord(
            uuid: uuid, name: name, root: root, state: isWritable ? .online : .readOnly, createdAt: now,
            hasSignature: signature != nil || isWritable)
        storage.notes = said?.notes ?? ""
        storage.tags = said?.tags ?? []
        let hold = isWritable ? try locks.hold(folder, root: root, for: "storage add") : nil
        defer { hold?.release() }
        // A crash while the folder was being signed left one.
        if isWritable { try SafeFile.removeTemporaries(in: folder) }
        if signature == nil, isWritable {
            let fresh = fresh ?? StorageSignature(storageUUID: uuid, displayName: name, createdAt: now)
            try SafeFile.replaceContents(of: Array(StorageSignature.fileName.utf8), in: folder, with: fresh.bytes)
        }
        let row = storage
        storage.id = try store.write { try row.insert($0) }
        return storage
    }

    /// The last component of a path; "/" for the root.
    private static func name(of root: [UInt8]) -> String {
        root.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? "/"
    }
}
