package import Engine
import Media
import Model
import Platform
import StorageAccess
package import Store

/// The work of any import: lists the source, then takes it into the storage unit by unit, from the ledger on.
///
/// Everything that was found stands in the ledger; a run that is resumed goes on where the rows say.
package struct IntakeWork: OperationWork {
    private let session: Int64
    private let storage: Int64
    private let source: any IntakeSource
    private let policy: IntakePolicy
    private let services: IntakeServices

    /// - Parameter session: which is in the library.
    package init(
        session: ImportSessionRecord, source: any IntakeSource, policy: IntakePolicy, services: IntakeServices
    ) {
        self.session = session.key
        storage = session.storage
        self.source = source
        self.policy = policy
        self.services = services
    }

    package var claims: [Claim] { [.storage(storage, .exclusive)] }

    package func check() throws {
        try source.check()
        _ = try open()
    }

    package func process(_ run: OperationRun) throws -> OperationOutcome {
        do {
            return try proceed(run)
        } catch let hold as IntakeHold {
            // What was under way goes back to the ledger; where the disk does not let us, the next run does it.
            if let context = try? context(run) { _ = try? IntakeRecovery(context: context).run() }
            return .held(hold)
        } catch let offline as StorageOffline {
            return .held(offline)
        }
    }

    private func proceed(_ run: OperationRun) throws -> OperationOutcome {
        let context = try context(run)
        try store { try ImportSessionRecord.setOperation(run.id, of: session, $0) }
        try context.holding { try IntakeRecovery(context: context).run() }
        try countAgain(run)
        guard try list(run) else { return .stopped }
        run.setTotal(try record().listed)
        run.setPhase("Importing")
        guard try takeIn(context) else { return .stopped }
        if policy.isMove {
            run.setPhase("Removing what was moved")
            guard try removeOriginals(context) else { return .stopped }
        }
        let (key, storage, now) = (session, context.storage.id, ISO8601.utc(services.time.now))
        return .finished { writing in
            try ImportSessionRecord.setStatus(.complete, of: key, at: now, writing)
            try StorageRecord.refreshCounts(storage, writing)
        }
    }

    // MARK: - Opening

    private func record() throws -> ImportSessionRecord {
        guard let record = try services.store.read({ try ImportSessionRecord.find(session, $0) }) else {
            throw Refusal("the import", "its session is no longer in the library")
        }
        return record
    }

    /// The storage, its signature looked at, and its folder.
    private func open() throws -> (StorageRecord, Folder) {
        let id = try record().storage
        guard let storage = try services.store.read({ try StorageRecord.find(id: id, $0) }) else {
            throw Refusal("the import", "its storage is no longer in the library")
        }
        let access = try StorageRoot.open(storage)
        guard access.isWritable else {
            throw Refusal(
                storage.name, "it is read-only",
                hint: "Mount the drive writable, or choose another storage.")
        }
        return (storage, access.folder)
    }

    private func context(_ run: OperationRun) throws -> IntakeContext {
        let (storage, root) = try open()
        return IntakeContext(
            session: try record(), storage: storage, root: root, source: source, policy: policy, services: services,
            run: run, limits: try services.limits(from: source, into: root))
    }

    private func store(_ body: @escaping @Sendable (Writing) throws -> Void) throws {
        try services.store.write(body)
    }

    // MARK: - Steps

    /// An operation that was started over has forgotten what the ledger knows.
    private func countAgain(_ run: OperationRun) throws {
        let session = try record()
        guard run.progress.processed == 0, session.fates.total > 0 else { return }
        var step = OperationRun.Step()
        step.tally = session.fates
        step.bytes = session.totalSize
        try run.commit(step)
    }

    /// Writes what the source holds into the ledger.
    ///
    /// - Returns: whether it came to the end.
    private func list(_ run: OperationRun) throws -> Bool {
        guard try !record().isListed else { return true }
        run.setPhase("Looking for files")
        var listing = UnitListing(session: session)
        var waiting: [ImportFileRecord] = []
        try source.walk(stop: run.stopSignal) { entry in
            waiting += listing.add(entry).joined()
            if waiting.count >= 1000 {
                try write(waiting, run)
                waiting = []
            }
            return !run.shouldStop
        }
        guard !run.shouldStop else { return false }
        // A source that went away while it was listed looks like one that holds less.
        try source.check()
        try write(waiting + listing.finish().joined(), run)
        try store { try ImportSessionRecord.setListed(session, $0) }
        return true
    }

    private func write(_ files: [ImportFileRecord], _ run: OperationRun) throws {
        let known = try services.store.read { reading in
            try files.filter { try ImportFileRecord.find(session: session, path: $0.path, reading) != nil }
        }
        let fresh = files.filter { !Set(known).contains($0) }
        var step = OperationRun.Step()
        for file in fresh {
            guard let fate = file.fate else { continue }
            step.tally.count(fate)
            if fate == .failed {
                step.faults += 1
                step.problems.append(
                    OperationProblem(
                        path: file.path.display, fate: fate, reason: file.reason ?? "", hint: file.hint))
            }
        }
        try run.commit(step) { writing in
            let ledger = ImportLedger(writing)
            for file in fresh { try ledger.list(file) }
        }
        run.setTotal(try record().listed)
    }

    /// Goes through the ledger until nothing is left to decide; files with the same bytes as one of the same batch take
    /// a further pass.
    ///
    /// - Returns: whether it came to the end.
    private func takeIn(_ context: IntakeContext) throws -> Bool {
        var last = -1
        while !context.run.shouldStop {
            let open = try services.store.read { try ImportFileRecord.openCount(session: session, $0) }
            if open == 0 { return true }
            guard open != last else {
                throw Refusal(
                    context.storage.name, "\(open) files can be given no fate", severity: .unrecoverable)
            }
            last = open
            try pass(context)
        }
        return false
    }

    private func pass(_ context: IntakeContext) throws {
        let (services, session, limits) = (services, session, context.limits)
        let stop = context.run.stopSignal
        let reader = IntakeReader(source: source, reader: services.reader)
        let planner = context.planner()
        try OrderedPipeline<[IntakeUnit], [IntakeUnit]>(workers: limits.readers, capacity: 2).run(
            produce: { emit in
                var pages = LedgerPages(store: services.store, session: session, files: limits.batch)
                while !stop.isRequested, let units = try pages.next() {
                    guard emit(units) else { return }
                }
            },
            transform: { units in
                let startedAt = services.time.monotonic
                defer {
                    context.run.measure(
                        "read", seconds: services.time.monotonic - startedAt,
                        files: units.reduce(0) { $0 + $1.files.count })
                }
                return try reader.read(units)
            },
            consume: { units in
                _ = try StorageRoot.open(context.storage)
                planner.forgetNames()
                var batch = IntakeBatch(units, planner: planner, context: context)
                try batch.settle()
                return !stop.isRequested
            })
    }

    /// Takes away the originals of what was imported, unless somebody has written them since.
    private func removeOriginals(_ context: IntakeContext) throws -> Bool {
        var last: Int64 = 0
        while true {
            let start = last
            let files = try services.store.read {
                try ImportFileRecord.toRemove(session: session, after: start, limit: 200, $0)
            }
            guard let end = files.last else { return true }
            guard !context.run.shouldStop else { return false }
            let settled = try files.map { try removed($0) }
            try store { writing in
                let ledger = ImportLedger(writing)
                for file in settled { try ledger.save(file) }
            }
            last = end.id
        }
    }

    private func removed(_ file: ImportFileRecord) throws -> ImportFileRecord {
        var file = file
        do {
            if let now = try source.candidate(at: file.path) {
                if now.size == file.size, now.modifiedNanoseconds == file.modifiedNanoseconds {
                    try source.remove(file.path)
                } else {
                    file.reason = "imported; the original has changed since and stays where it is"
                    return file
                }
            }
            file.isSourceRemoved = true
        } catch let error as FileError {
            try source.check()
            file.reason = "imported; the original stays where it is: \(error.cause)"
        }
        return file
    }
}
