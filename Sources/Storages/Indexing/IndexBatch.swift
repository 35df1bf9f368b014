import Engine
import Media
import Model
import Platform
import StorageAccess
import Store

/// Collects what was read until a checkpoint is due: the interval of the operation, or a moment after the first file.
struct IndexBatch {
    /// Seconds: short enough for the page to be live, long enough for transactions that are worth their waiting.
    private static let longest = 0.15
    /// Files whose facts are written into the hash cache together; it is no loss when some are read again.
    private static let remembered = 2000
    private let storage: StorageRecord
    private let options: ReindexOptions
    private let isFirst: Bool
    private let services: IndexServices
    private let run: OperationRun
    private var step = OperationRun.Step()
    private var found: [FoundFile] = []
    private var unread: [FileToRead] = []
    private var returned: [String] = []
    /// What was found of rows that may have moved, in the whole run: rows change places.
    private var places: SeenPlaces
    /// Rows that had to leave their place to one that moved, and that have no file where they stand now.
    private(set) var displaced: [IndexComparison.MissingItem] = []
    private var sidecars: [ChangedSidecar] = []
    private var openedAt: Double?
    /// When the storage's counts were brought up to date.
    private var countedAt: Double

    init(
        storage: StorageRecord, options: ReindexOptions, isFirst: Bool, services: IndexServices, run: OperationRun
    ) {
        self.storage = storage
        self.options = options
        self.isFirst = isFirst
        places = SeenPlaces(isFixing: options.fixMoved)
        self.services = services
        self.run = run
        countedAt = services.time.monotonic
    }

    mutating func add(_ stretch: ReadStretch) throws {
        if openedAt == nil { openedAt = services.time.monotonic }
        for file in stretch.files { take(file) }
        let walk = stretch.stretch
        step.tally.count(.imported, walk.unchanged)
        if walk.unchanged > 0 { step.counts["unchanged", default: 0] += walk.unchanged }
        for (reason, count) in walk.ignored {
            step.tally.count(.ignored, count)
            step.counts["ignored: \(reason)", default: 0] += count
        }
        step.tally.count(.failed, walk.unreadable.count)
        step.faults += walk.unreadable.count
        step.problems += walk.unreadable
        returned += walk.returned
        if !walk.returned.isEmpty { step.counts["returned", default: 0] += walk.returned.count }
        unread += walk.unread
        places.add(stretch.findings)
        sidecars += stretch.sidecars
        if !stretch.sidecars.isEmpty { step.counts["sidecars", default: 0] += stretch.sidecars.count }
        if let last = walk.last {
            step.lastFile = last.display
            step.cursor = IndexCursor.encode(last)
        }
        let isDue = found.count >= run.checkpointInterval || services.time.monotonic - (openedAt ?? 0) >= Self.longest
        if isDue { try commit() }
    }

    /// Writes what has come together; does nothing when nothing has.
    mutating func commit() throws {
        guard openedAt != nil else { return }
        // Counting looks at every row of the storage: often enough for the page, seldom enough for the run.
        let isCounting = services.time.monotonic - countedAt >= 10
        if isCounting { countedAt = services.time.monotonic }
        let entry = IndexEntry(
            storage: storage.id, time: services.time.now, operation: run.id, options: options, isFirst: isFirst,
            places: places)
        let (step, found, unread) = (step, found, unread)
        let (returned, sidecars) = (returned, sidecars)
        let relocations = Lock<[ItemRecorder.Relocation]>([])
        try run.commit(deciding: { writing in
            var result = IndexEntry.Result(step: step)
            let recorder = entry.recorder(writing)
            try entry.write(found, recorder, writing, into: &result)
            for file in unread { try entry.list(file, writing, into: &result) }
            for item in returned { try recorder.writer.markPresent(item) }
            for sidecar in sidecars { try sidecar.photo.adopt(sidecar.text, writing) }
            if isCounting { try StorageRecord.refreshCounts(entry.storage, writing) }
            relocations.withLock { $0 = result.relocations }
            return result.step
        })
        try forget(relocations.withLock { $0 })
        try services.cache.flush(from: Self.remembered)
        (self.step, self.found, self.unread, openedAt) = (OperationRun.Step(), [], [], nil)
        (self.returned, self.sidecars) = ([], [])
    }

    /// The hash cache knows moved files by their new places; a row without a file is looked at again at the end.
    private mutating func forget(_ relocations: [ItemRecorder.Relocation]) throws {
        guard !relocations.isEmpty else { return }
        let uuids = try services.store.read { connection in
            Dictionary(uniqueKeysWithValues: try StorageRecord.all(connection).map { ($0.id, $0.uuid) })
        }
        try services.cache.forget(
            relocations.compactMap { relocation in
                let source = relocation.source
                return uuids[source.place.storage].map {
                    HashCacheKey(
                        storage: $0, path: source.place.path, modifiedNanoseconds: source.modifiedNanoseconds,
                        size: source.size)
                }
            })
        displaced += relocations.compactMap { relocation in
            relocation.displaced.map { IndexComparison.MissingItem(id: $0, path: relocation.source.place.path) }
        }
    }

    private mutating func take(_ read: ReadFile) {
        let path = read.file.path
        switch read.reading {
        case .facts(let facts): take(facts, of: read.file)
        case .failed where read.file.isCounted, .vanished where read.file.isCounted: break
        case .failed(let reason, let hint):
            step.tally.count(.failed)
            step.faults += 1
            step.problems.append(OperationProblem(path: path.display, fate: .failed, reason: reason, hint: hint))
        case .vanished:
            step.tally.count(.ignored)
            step.counts["ignored: vanished while it was read", default: 0] += 1
        }
    }

    private mutating func take(_ facts: Facts, of file: FileToRead) {
        guard facts.mediaType != nil || facts.digests.size == 0 else {
            guard !file.isCounted else { return }
            step.tally.count(.ignored)
            step.counts["ignored: no picture or video", default: 0] += 1
            return
        }
        var facts = facts
        if facts.digests.size == 0, facts.problem == nil { facts.problem = "the file is empty" }
        step.bytes += facts.digests.size
        step.counts["hashed", default: 0] += 1
        let item = FoundItem(
            path: file.path, modifiedNanoseconds: file.status.modifiedNanoseconds, facts: facts,
            knownSHA256: file.knownSHA256)
        found.append(FoundFile(item: item, isCounted: file.isCounted))
    }
}
