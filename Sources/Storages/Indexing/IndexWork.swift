import Engine
import Media
import Model
import Platform
import StorageAccess
import Store

/// Brings the rows of a storage in line with its files.
///
/// The result of a file and the checkpoint that covers it are one transaction, in path order: a run that is resumed
/// neither repeats nor loses a row.
struct IndexWork: OperationWork {
    let storage: StorageRecord
    let options: ReindexOptions
    let scope: IndexScope
    /// Whether it is the run that follows the making of the storage: then no file is an orphan.
    let isFirst: Bool
    let services: IndexServices

    var claims: [Claim] { [.storage(storage.id, .shared)] }

    func check() throws {
        let access = try StorageRoot.open(storage)
        _ = try FileTree(root: access.folder)
    }

    func process(_ run: OperationRun) throws -> OperationOutcome {
        let folder = try StorageRoot.open(storage).folder
        run.setPhase("Reading files")
        let leftover = try knowingTotal(run, folder: folder) { try compareAndRead(run, folder: folder) }
        if run.shouldStop {
            let (store, id) = (services.store, storage.id)
            try store.write { try StorageRecord.refreshCounts(id, $0) }
            return .stopped
        }
        // A drive that went away while it was read looks like a drive without files.
        _ = try StorageRoot.open(storage)
        let missing = MissingFiles(storage: storage, options: options, services: services, run: run)
        if let question = try missing.settle(leftover.missing) { return .held(question) }
        try settleConflicts(run, folder: folder)
        if options.mode == .quick, run.progress.counts == ["unchanged": storage.fileCount] { return .finished }
        let isIndexed = options.mode != .quick && scope.isEverything
        let (id, now) = (storage.id, ISO8601.utc(services.time.now))
        return .finished { try StorageRecord.refreshCounts(id, indexedAt: isIndexed ? now : nil, $0) }
    }

    /// Takes off the list what has no cause any more, and lists equal names.
    private func settleConflicts(_ run: OperationRun, folder: Folder) throws {
        try VanishedConflicts(storage: storage, folder: folder, services: services).settle()
        guard options.detectDuplicates, options.mode != .quick else { return }
        let isChanged = ["added", "changed", "moved", "missing", "returned", "dropped"].contains {
            run.progress.counts[$0] != nil
        }
        let (id, now) = (storage.id, ISO8601.utc(services.time.now))
        // A run that was told not to look for them has left them out.
        let isBehind =
            try isChanged || services.store.read { try ConflictWriter.areDuplicateNamesBehind(storage: id, $0) }
        guard isBehind else { return }
        try services.store.write { try ConflictWriter.refreshDuplicateNames(storage: id, at: now, $0) }
    }

    /// Reads while the page gets to know the percentage: what was there last time, or a count of the names beside it.
    private func knowingTotal<Value>(_ run: OperationRun, folder: Folder, _ read: () throws -> Value) rethrows -> Value
    {
        guard run.progress.total == 0, scope.isEverything else { return try read() }
        if storage.fileCount > 0 {
            run.setTotal(storage.fileCount)
            return try read()
        }
        let isRead = StopSignal()
        let counter = WorkerThreads.start("count") {
            // A folder that cannot be read shows itself to those who read.
            try? Self.count(folder, stop: isRead) { run.setTotal($0) }
        }
        defer {
            isRead.request()
            counter.join()
        }
        return try read()
    }

    /// Tells how many files there are, again and again while they are counted.
    private static func count(_ folder: Folder, stop: StopSignal, _ tell: (Int) -> Void) throws {
        var count = 0
        let tree = try FileTree(root: folder, stop: stop, mayOpen: { IgnoredNames.reason(component: $0.name) == nil })
        for entry in tree {
            guard case .file = entry.finding, IgnoredNames.reason(component: entry.path.name) == nil else { continue }
            count += 1
            if count % 1000 == 0 { tell(count) }
        }
        if !stop.isRequested { tell(count) }
    }

    private func compareAndRead(_ run: OperationRun, folder: Folder) throws -> IndexComparison.Leftover {
        let leftover = Lock(IndexComparison.Leftover())
        let limits = try services.store.limits(ReadLimits(readers: services.readers), of: [folder])
        // So many stretches may wait that the workers have something to do while a transaction waits for the disk.
        let pipeline = OrderedPipeline<IndexStretch, ReadStretch>(
            workers: limits.readers, capacity: limits.readers * 4)
        let comparison = comparison(run, folder: folder, batch: limits.batch)
        // What is added to an empty library cannot have moved within it.
        let isEmpty = try services.store.read { try KnownItem.areNone($0) }
        let reader = StretchReader(
            storage: storage, folder: folder, services: services, trustsCache: options.mode != .full, run: run,
            moves: isEmpty ? nil : MoveSearch(storage: storage, folder: folder, services: services))
        var batch = IndexBatch(storage: storage, options: options, isFirst: isFirst, services: services, run: run)
        try pipeline.run(
            produce: { emit in
                let rest = try comparison().run(emit: emit)
                leftover.withLock { $0 = rest }
            },
            transform: { try reader.read($0) },
            consume: { stretch in
                try batch.add(stretch)
                return !run.shouldStop
            })
        try batch.commit()
        try services.cache.flush()
        return leftover.withLock { leftover in
            leftover.missing += batch.displaced
            return leftover
        }
    }

    /// Made on the thread that walks, where its cursor lives.
    private func comparison(
        _ run: OperationRun, folder: Folder, batch: Int
    ) -> @Sendable () -> IndexComparison {
        let countedTo = run.progress.cursor.flatMap(IndexCursor.decode)
        let (store, id, options, scope, stop) = (services.store, storage.id, options, scope, run.stopSignal)
        return {
            IndexComparison(
                folder: folder, depth: options.mode, hashesNew: options.hashOrphans, scope: scope, batch: batch,
                stop: stop,
                knownAfter: { path in
                    try scope.known(after: path) { after in
                        try store.read { try KnownItem.page(storage: id, after: after, limit: 2000, $0) }
                    }
                }, countedTo: countedTo)
        }
    }
}

/// The cursor of an index run: the last path whose rows are committed.
enum IndexCursor {
    static func encode(_ path: RelativePath) -> String { Hex.encode(path.bytes) }

    static func decode(_ text: String) -> RelativePath? { Hex.decode(text).flatMap { RelativePath(bytes: $0) } }
}
