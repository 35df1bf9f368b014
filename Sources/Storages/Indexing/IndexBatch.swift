import Engine
import Library
import Media
import Model
import Platform
import Store

/// Collects what was read until a checkpoint is due: the interval of seed 4, or 50 ms after the first file.
struct IndexBatch {
    private let storage: StorageRecord
    private let services: IndexServices
    private let run: OperationRun
    private var step = OperationRun.Step()
    private var found: [FoundItem] = []
    private var returned: [String] = []
    private var sidecars: [ChangedSidecar] = []
    private var openedAt: Double?
    /// When the storage's counts were brought up to date.
    private var countedAt: Double

    init(storage: StorageRecord, services: IndexServices, run: OperationRun) {
        self.storage = storage
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
        sidecars += stretch.sidecars
        if !stretch.sidecars.isEmpty { step.counts["sidecars", default: 0] += stretch.sidecars.count }
        if let last = walk.last {
            step.lastFile = last.display
            step.cursor = IndexCursor.encode(last)
        }
        let isDue = found.count >= run.checkpointInterval || services.time.monotonic - (openedAt ?? 0) >= 0.05
        if isDue { try commit() }
    }

    /// Writes what has come together; does nothing when nothing has.
    mutating func commit() throws {
        guard openedAt != nil else { return }
        let (store, id, now) = (services.store, storage.id, services.time.now)
        let (found, returned, sidecars) = (found, returned, sidecars)
        // Counting looks at every row of the storage: often enough for the page, seldom enough for the run.
        let isCounting = services.time.monotonic - countedAt >= 10
        if isCounting { countedAt = services.time.monotonic }
        try run.commit(step) { connection in
            let writer = ItemWriter(store: store, connection: connection, storage: id, now: now)
            for item in found { try writer.write(item) }
            for item in returned { try writer.markPresent(item) }
            for sidecar in sidecars { try sidecar.photo.adopt(sidecar.text, connection) }
            if isCounting { try StorageRecord.refreshCounts(id, connection) }
        }
        try services.cache.flush()
        (step, self.found, self.returned, self.sidecars, openedAt) = (OperationRun.Step(), [], [], [], nil)
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
        let isNew = file.knownSHA256 == nil
        step.counts[isNew ? "added" : "changed", default: 0] += 1
        if let problem = facts.problem {
            step.tally.count(.rejected)
            step.problems.append(OperationProblem(path: file.path.display, fate: .rejected, reason: problem))
        } else {
            step.tally.count(isNew ? .imported : .replaced)
        }
        found.append(
            FoundItem(
                path: file.path, modifiedNanoseconds: file.status.modifiedNanoseconds, facts: facts,
                knownSHA256: file.knownSHA256))
    }
}
