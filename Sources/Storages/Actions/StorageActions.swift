package import Engine
package import Model
package import Platform
package import StorageAccess
package import Store

/// What can be done with storages, for the pages, the API and the command line alike.
package struct StorageActions: Sendable {
    private let store: LibraryStore
    private let board: OperationBoard
    private let creation: StorageCreation
    private let locks: StorageLocks
    private let time: any TimeSource
    /// Checks that were started by themselves: they give way to what a person asks for.
    private let checks = Condition(Checks())

    private struct Checks {
        var operations: Set<String> = []
        /// Storages for which one is being started: its id is not known yet.
        var starting: [Int64] = []
    }

    /// - Parameter ownFolders: the library's own folders, which can be no storage.
    package init(
        store: LibraryStore, board: OperationBoard, locks: StorageLocks, ownFolders: [String], time: any TimeSource
    ) {
        self.store = store
        self.board = board
        self.time = time
        self.locks = locks
        creation = StorageCreation(store: store, locks: locks, ownFolders: ownFolders, time: time)
    }

    /// Makes a folder a storage and, unless told otherwise, starts to index it. The same call goes on with what was
    /// interrupted before the storage was indexed once.
    ///
    /// - Throws: `Refusal`, `FileError`, `FormatError`; then everything is as it was.
    package func add(path: String, name: String?, isIndexed: Bool) throws -> StorageDocument {
        if isIndexed, let storage = try creation.existing(path: path) {
            let request = StorageIndexing.request(storage, isFirst: true)
            let isWaiting = try board.waiting(for: request) != nil
            if isWaiting || storage.lastIndexed == nil {
                return StorageDocument(storage, operationID: try start(request))
            }
        }
        return try document(of: try creation.create(path: path, name: name), isIndexed: isIndexed)
    }

    /// Makes a storage of a legacy folder and indexes it. The same call goes on with what was interrupted; on a folder
    /// that was migrated and indexed before it changes nothing.
    ///
    /// - Throws: as `add`.
    package func migrate(path: String) throws -> StorageDocument {
        if let storage = try creation.existing(path: path) {
            return storage.lastIndexed == nil
                ? try add(path: path, name: nil, isIndexed: true) : StorageDocument(storage)
        }
        return try document(of: try creation.migrate(path: path), isIndexed: true)
    }

    private func document(of created: CreatedStorage, isIndexed: Bool) throws -> StorageDocument {
        var document = StorageDocument(created.storage)
        document.restored = created.restored
        if isIndexed { document.operationID = try board.start(StorageIndexing.request(created.storage)) }
        return document
    }

    /// Adds those of the found storages that lie at `paths`; one that is refused does not keep the others out.
    package func add(found: [FoundStorage], paths: [String]) throws -> DiscoveryAdditions {
        var result = DiscoveryAdditions()
        for storage in found where storage.isAddable && paths.contains(storage.path) {
            do {
                result.added.append(
                    storage.status == .legacy
                        ? try migrate(path: storage.path) : try add(path: storage.path, name: nil, isIndexed: true))
            } catch let failure as any Failure {
                result.refused.append(DiscoveryProblem(path: storage.path, reason: failure.reason))
            }
        }
        return result
    }

    /// Every storage, its state looked at again.
    package func list() throws -> [StorageRecord] {
        try store.read { try StorageRecord.all($0) }.map {
            try StorageRoot.refresh($0, in: store, now: time.now)
        }
    }

    /// - Throws: `Refusal` when there is none with this id.
    package func find(_ uuid: String) throws -> StorageRecord {
        guard let storage = try store.read({ try StorageRecord.find(uuid: uuid.lowercased(), $0) }) else {
            throw Refusal.unknownStorage(uuid)
        }
        return try StorageRoot.refresh(storage, in: store, now: time.now)
    }

    /// Starts a re-index, or goes on with the same one where it was interrupted.
    ///
    /// - Returns: the operation's id.
    package func reindex(_ uuid: String, _ options: ReindexOptions) throws -> String {
        let storage = try find(uuid)
        let id = try startAfterChecks(StorageIndexing.request(storage, options), storage)
        if options.acceptMissing { try settleQuestions(of: storage, answeredBy: id) }
        return id
    }

    /// A check that begins between the look and the start is waited for, too.
    private func startAfterChecks(_ request: OperationRequest, _ storage: StorageRecord) throws -> String {
        while true {
            checks.wait { $0.starting.contains(storage.id) ? nil : () }
            try waitForChecks(of: storage)
            do { return try start(request) } catch let error as OperationError {
                let isCheck = checks.look { $0.starting.contains(storage.id) } || !runningChecks(of: storage).isEmpty
                guard isCheck else { throw error }
            }
        }
    }

    private func waitForChecks(of storage: StorageRecord) throws {
        for check in runningChecks(of: storage) { _ = try board.waitForEnd(of: check) }
    }

    private func runningChecks(of storage: StorageRecord) -> [String] {
        let started = checks.look { $0.operations }
        return board.running().filter { $0.storage == storage.id }.map(\.operationID).filter(started.contains)
    }

    /// Whether an operation waits to hear whether many files are really gone.
    package func isAsking(about storage: StorageRecord) throws -> Bool { try !questions(about: storage).isEmpty }

    private func questions(about storage: StorageRecord) throws -> [String] {
        try board.unfinished().filter { $0.storage == storage.id && IndexQuestion.missingFiles($0) != nil }
            .map(\.operationID)
    }

    /// What waited to hear whether files are really gone has its answer.
    private func settleQuestions(of storage: StorageRecord, answeredBy answer: String) throws {
        for operation in try questions(about: storage) where operation != answer { try board.cancel(operation) }
    }

    /// - Throws: `OperationError` when there is none with this id.
    func operation(_ id: String) throws -> OperationDocument { try board.known(id) }

    /// Looks whether every known file of a storage is there, unless something is at work on it.
    package func check(_ storage: StorageRecord) throws {
        try startCheck(StorageIndexing.request(storage, ReindexOptions(mode: .quick)), storage)
    }

    /// Looks at the files directly in a folder, because one of them was not found when it was wanted.
    ///
    /// - Parameter folder: nil = the root.
    package func check(folder: RelativePath?, of storage: StorageRecord) throws {
        try startCheck(StorageIndexing.request(storage, folder: folder), storage)
    }

    private func startCheck(_ request: OperationRequest, _ storage: StorageRecord) throws {
        guard storage.lastIndexed != nil else { return }
        checks.change { $0.starting.append(storage.id) }
        var started: Set<String> = []
        defer {
            let running = Set(board.running().map(\.operationID))
            checks.change { checks in
                if let place = checks.starting.firstIndex(of: storage.id) { checks.starting.remove(at: place) }
                checks.operations = checks.operations.intersection(running).union(started)
            }
        }
        started = [try board.start(request)]
    }

    /// Starts an operation, or goes on with the same one where it was interrupted.
    private func start(_ request: OperationRequest) throws -> String {
        guard let id = try board.waiting(for: request) else { return try board.start(request) }
        try board.resume(id)
        return id
    }

    package func change(_ uuid: String, _ changes: StorageChanges) throws -> StorageRecord {
        try changes.apply(to: try find(uuid), in: store, locks: locks, now: time.now)
    }

    /// Takes a storage out of the library; its files, signature included, stay as they are.
    ///
    /// - Returns: the storage as it was.
    package func remove(_ uuid: String) throws -> StorageRecord {
        let storage = try find(uuid)
        if let operation = board.running().first(where: { $0.storage == storage.id }) {
            throw Refusal(
                storage.name, "“\(operation.title)” is at work on it", hint: "Pause or cancel the operation first.")
        }
        try store.write { try StorageRecord.remove(storage.id, $0) }
        return storage
    }
}
