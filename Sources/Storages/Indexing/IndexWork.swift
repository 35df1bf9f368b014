import Engine
import Library
import Media
import Model
import Platform
import Store

/// Brings the rows of a storage in line with its files (PRODUCT.md A, "Re-index").
///
/// The result of a file and the checkpoint that covers it are one transaction, in path order: a run that is resumed
/// neither repeats nor loses a row.
struct IndexWork: OperationWork {
    /// What a run is started with; JSON in `operation_state.parameters`.
    struct Parameters: Sendable, Codable {
        var depth = IndexComparison.Depth.smart
        /// Take many files as missing without asking.
        var acceptMissing = false
    }

    let storage: StorageRecord
    let parameters: Parameters
    let services: IndexServices

    func check() throws {
        let access = try StorageRoot.open(storage)
        _ = try FileTree(root: access.folder)
    }

    func process(_ run: OperationRun) throws -> OperationOutcome {
        let folder = try StorageRoot.open(storage).folder
        run.setPhase("Looking for files")
        try estimateTotal(run, folder: folder)
        run.setPhase("Reading files")
        let leftover = try compareAndRead(run, folder: folder)
        if run.shouldStop {
            let (store, id) = (services.store, storage.id)
            try store.write { try StorageRecord.refreshCounts(id, $0) }
            return .stopped
        }
        // A drive that went away while it was read looks like a drive without files.
        _ = try StorageRoot.open(storage)
        try settleMissing(leftover.missing, run)
        let (store, id, now) = (services.store, storage.id, ISO8601.utc(services.time.now))
        try store.write { try StorageRecord.refreshCounts(id, indexedAt: now, $0) }
        return .finished
    }

    /// So that the page can show a percentage: what was there last time, or a count of the names.
    private func estimateTotal(_ run: OperationRun, folder: Folder) throws {
        guard run.progress.total == 0 else { return }
        if storage.fileCount > 0 { return run.setTotal(storage.fileCount) }
        var count = 0
        let stop = run.stopSignal
        let tree = try FileTree(root: folder, stop: stop, mayOpen: { IgnoredNames.reason(component: $0.name) == nil })
        for entry in tree {
            guard case .file = entry.finding, IgnoredNames.reason(component: entry.path.name) == nil else { continue }
            count += 1
            if count % 1000 == 0 { run.setTotal(count) }
        }
        run.setTotal(count)
    }

    private func compareAndRead(_ run: OperationRun, folder: Folder) throws -> IndexComparison.Leftover {
        let leftover = Lock(IndexComparison.Leftover())
        let pipeline = OrderedPipeline<IndexStretch, ReadStretch>(workers: services.readers, capacity: services.readers)
        let comparison = comparison(run, folder: folder)
        let reader = StretchReader(
            storage: storage, folder: folder, services: services, trustsCache: parameters.depth != .full, run: run)
        var batch = IndexBatch(storage: storage, services: services, run: run)
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
        return leftover.withLock { $0 }
    }

    /// Made on the thread that walks, where its cursor lives.
    private func comparison(_ run: OperationRun, folder: Folder) -> @Sendable () -> IndexComparison {
        let countedTo = run.progress.cursor.flatMap(IndexCursor.decode)
        let (store, id, depth, stop) = (services.store, storage.id, parameters.depth, run.stopSignal)
        return {
            IndexComparison(
                folder: folder, depth: depth, stop: stop,
                knownAfter: { path in
                    try store.read { try KnownItem.page(storage: id, after: path, limit: 2000, $0) }
                }, countedTo: countedTo)
        }
    }

    /// More than 10 % and at least 20 files gone at once: nothing is marked before somebody has said so.
    private func settleMissing(_ missing: [IndexComparison.MissingItem], _ run: OperationRun) throws {
        guard !missing.isEmpty else { return }
        if missing.count >= 20, missing.count * 10 > max(storage.fileCount, run.progress.total),
            !parameters.acceptMissing
        {
            throw OperationError(
                storage.name, "\(missing.count) of its files are not there any more",
                hint: """
                    If a drive is not mounted, connect it and resume. If they were deleted on purpose, re-index with \
                    “accept missing files” (--accept-missing).
                    """, severity: .unrecoverable)
        }
        let (store, id, now) = (services.store, storage.id, services.time.now)
        for start in stride(from: 0, to: missing.count, by: 500) {
            let part = missing[start..<min(start + 500, missing.count)]
            var step = OperationRun.Step()
            step.counts["missing"] = part.count
            try run.commit(step) { connection in
                let writer = ItemWriter(store: store, connection: connection, storage: id, now: now)
                for item in part { try writer.markMissing(item.id) }
            }
        }
    }
}

/// The cursor of an index run: the last path whose rows are committed.
enum IndexCursor {
    static func encode(_ path: RelativePath) -> String { Hex.encode(path.bytes) }

    static func decode(_ text: String) -> RelativePath? { Hex.decode(text).flatMap { RelativePath(bytes: $0) } }
}
