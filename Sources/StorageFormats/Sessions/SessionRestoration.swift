import Model
package import Platform
import StorageAccess
package import Store

/// Brings the import sessions of a storage back that this library does not know: of a drive that comes from another
/// machine, or of a copy that was restored from a backup.
package struct SessionRestoration {
    private let storage: StorageRecord
    private let root: Folder
    private let store: LibraryStore

    /// - Parameter storage: has its row.
    package init(_ storage: StorageRecord, in root: Folder, store: LibraryStore) {
        self.storage = storage
        self.root = root
        self.store = store
    }

    /// What came back, and what did not.
    package struct Outcome: Sendable, Hashable {
        package var sessions = 0
        /// Files that could not be read, a sentence each; they are left alone.
        package var problems: [String] = []
    }

    /// Makes rows of the sessions that the storage tells of.
    ///
    /// - Throws: `FileError`, `SQLiteError`.
    package func restoreSessions() throws -> Outcome {
        var outcome = Outcome()
        guard let folder = try sessionsFolder() else { return outcome }
        for name in try names(in: folder) {
            do {
                if try restore(name, in: folder) { outcome.sessions += 1 }
            } catch let error as FormatError {
                outcome.problems.append(error.description)
            } catch let error as FileError { outcome.problems.append(error.description) }
        }
        return outcome
    }

    /// Tells the rows of the files from which session they came: by the sessions' own files, and by the master index,
    /// which knows where they were moved to since.
    ///
    /// - Throws: `FileError`, `SQLiteError`. What cannot be read tells nothing.
    package func linkFiles() throws {
        // A crash after the storage was added may have left sessions out.
        _ = try restoreSessions()
        let id = storage.id
        guard try store.read({ try SessionLink.areNeeded(inStorage: id, $0) }) else { return }
        var links = LinkBatch(storage: id, store: store)
        if let folder = try sessionsFolder() {
            for name in try names(in: folder) {
                // The number of a session may stand behind its files.
                guard let number = try readable({ try SessionIndex.read(name, in: folder) { _ in }.number }) else {
                    continue
                }
                _ = try SessionIndex.read(name, in: folder) { file in
                    try links.add(SessionLink(session: number, path: file.path, hash: file.hothash))
                }
            }
        }
        links =
            try readable { [links] in
                try MasterIndex.read(in: root, into: links) { links, file in
                    guard let session = file.session else { return }
                    try links.add(SessionLink(session: session, path: file.path, hash: file.hothash))
                }?.content
            } ?? links
        try links.write()
        try store.write { try SessionLink.restoreLedgers(inStorage: id, $0) }
    }

    /// nil for what is no file of ours: whoever added the storage was told.
    private func readable<Value>(_ read: () throws -> Value?) throws -> Value? {
        do { return try read() } catch is FormatError { return nil }
    }

    private func sessionsFolder() throws -> Folder? {
        guard let name = RelativePath(StorageFiles.sessions), let status = try root.status(of: name),
            status.kind == .folder
        else { return nil }
        return try root.openFolder(name)
    }

    private func names(in folder: Folder) throws -> [RelativePath] {
        try folder.entries().filter { $0.kind == .file }.compactMap { RelativePath(bytes: $0.name) }
            .filter { $0.fileExtension == "json" }
    }

    /// - Returns: false when the storage has the session already.
    private func restore(_ name: RelativePath, in folder: Folder) throws -> Bool {
        let head = try SessionIndex.read(name, in: folder) { _ in }
        let display = folder.display(name)
        guard head.storageUUID == storage.uuid else { throw FormatError(display, "it belongs to another storage") }
        let (id, summary) = (storage.id, SessionSummary(head))
        return try store.write { connection in
            guard let session = try RestoredSession(summary, storage: id, connection) else { return false }
            var number = 0
            _ = try SessionIndex.read(name, in: folder) { file in
                number += 1
                let parent = file.path.parent.map { $0.bytes + [UInt8(ascii: "/")] } ?? []
                let original = RelativePath(bytes: parent + file.originalName) ?? file.path
                try session.add(file.path, original: original, size: file.size, number: number)
            }
            return true
        }
    }
}

/// Links that are written some at a time, so that nobody waits long for the writer.
private struct LinkBatch {
    let storage: Int64
    let store: LibraryStore
    private var links: [SessionLink] = []

    init(storage: Int64, store: LibraryStore) {
        self.storage = storage
        self.store = store
    }

    mutating func add(_ link: SessionLink) throws {
        links.append(link)
        if links.count >= 500 { try write() }
    }

    mutating func write() throws {
        let (storage, links) = (storage, links)
        try store.write { connection in
            for link in links { try link.restore(inStorage: storage, connection) }
        }
        self.links = []
    }
}

extension SessionSummary {
    /// What a session's own file says; the fates that it does not tell apart count as ignored.
    fileprivate init(_ index: SessionIndex) {
        var fates = Tally()
        fates[.imported] = index.stats.imported
        fates[.duplicate] = index.stats.duplicates
        fates[.failed] = index.stats.errors
        fates[.ignored] = max(0, index.stats.found - fates.total)
        self.init(
            key: 0, number: index.number, title: index.title, createdAt: index.importDate, source: index.source,
            fates: fates, totalSize: index.stats.totalSize)
    }
}
