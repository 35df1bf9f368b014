package import Engine
import Media
package import Model
package import Platform
import StorageAccess
package import Store

/// What an import would do, found out without writing anything to the storage.
package struct IntakePreview: Sendable {
    /// What is known so far.
    package struct Findings: Sendable {
        /// Files by the fate they would have.
        package var fates = Tally()
        /// Duplicates that somebody would be asked about; they count as duplicates.
        package var questions = 0
        /// Pictures and videos among the files that would be written; the others are their companions.
        package var photos = 0
        /// Files the source holds, as far as it is listed.
        package var listed = 0
        /// Bytes that would be written.
        package var bytes: Int64 = 0
        /// The first paths, in the source and in the storage.
        package var paths: [(from: RelativePath, to: RelativePath)] = []
        /// The first files that could not be imported.
        package var problems: [OperationProblem] = []
        /// Bytes free on the storage's disk.
        package var free: Int64 = 0
        /// What all this stands on, once everything is known.
        package var ground = Ground()

        package init() {}

        /// Whether what would be written does not fit.
        package var isTooLarge: Bool { bytes > free }
    }

    private let session: ImportSessionRecord
    private let source: any IntakeSource
    private let policy: IntakePolicy
    private let services: IntakeServices

    /// - Parameter session: as it would be inserted, with the number it would have.
    package init(
        session: ImportSessionRecord, source: any IntakeSource, policy: IntakePolicy, services: IntakeServices
    ) {
        self.session = session
        self.source = source
        self.policy = policy
        self.services = services
    }

    /// Reads the whole source.
    ///
    /// - Parameter report: called from time to time with what is known so far.
    /// - Throws: a `Failure` when source or storage cannot be used.
    package func run(stop: StopSignal, report: @escaping @Sendable (Findings) -> Void) throws -> Findings {
        try source.check()
        let id = session.storage
        guard let storage = try services.store.read({ try StorageRecord.find(id: id, $0) }) else {
            throw Refusal("the import", "its storage is no longer in the library")
        }
        let root = try StorageRoot.open(storage).folder
        let planner = IntakePlanner(
            policy: policy, session: session, root: root, store: services.store)
        var findings = Findings()
        findings.free = try DiskSpace(of: root).free
        var seen: Set<String> = []
        let reader = IntakeReader(source: source, reader: services.reader)
        let (source, listed, ground) = (source, Lock(0), Lock(Ground()))
        let limits = try services.limits(from: source, into: root)
        try OrderedPipeline<[IntakeUnit], [IntakeUnit]>(workers: limits.readers, capacity: 4).run(
            produce: { emit in
                try Self.list(source, by: limits.batch, stop: stop, ground: ground) { units in
                    listed.withLock { $0 += units.reduce(0) { $0 + $1.files.count } }
                    return emit(units)
                }
            },
            transform: { try reader.read($0) },
            consume: { units in
                for var unit in units {
                    if policy.duplicates != .keep { Self.findTwins(&unit, seen: &seen) }
                    try planner.decide(&unit)
                    for file in unit.files { findings.count(file) }
                }
                findings.listed = listed.withLock { $0 }
                report(findings)
                return !stop.isRequested
            })
        try source.check()
        try services.cache.flush()
        findings.ground = ground.withLock { $0 }
        try findings.ground.addLibrary(services.store)
        (findings.ground.needed, findings.ground.free) = (findings.bytes, findings.free)
        return findings
    }

    private static func list(
        _ source: any IntakeSource, by number: Int, stop: StopSignal, ground: Lock<Ground>,
        emit: ([IntakeUnit]) -> Bool
    ) throws {
        var listing = UnitListing(session: 0)
        var waiting: [IntakeUnit] = []
        func send(_ units: [[ImportFileRecord]], atLeast: Int) -> Bool {
            waiting += units.map { IntakeUnit(files: $0.map { IntakeFile(record: $0) }) }
            while waiting.count >= max(1, atLeast) {
                let portion = Array(waiting.prefix(number))
                waiting.removeFirst(portion.count)
                guard emit(portion) else { return false }
            }
            return true
        }
        try source.walk(stop: stop) { entry in
            ground.withLock { $0.add(entry) }
            return send(listing.add(entry), atLeast: number)
        }
        if !stop.isRequested { _ = send(listing.finish(), atLeast: 1) }
    }

    /// A file that the source holds twice is imported once.
    private static func findTwins(_ unit: inout IntakeUnit, seen: inout Set<String>) {
        for index in unit.files.indices where unit.files[index].isMedia && unit.files[index].record.state == .found {
            guard let digest = unit.files[index].facts?.digests.sha256 else { continue }
            if !seen.insert(digest).inserted { unit.files[index].settle(.duplicate, "the source holds it twice") }
        }
    }
}

extension IntakePreview.Findings {
    fileprivate mutating func count(_ file: IntakeFile) {
        let record = file.record
        if record.state == .asked { questions += 1 }
        if record.state == .planned, let target = record.target {
            fates.count(record.replaces == nil ? .imported : .replaced)
            bytes += record.size
            if file.isMedia { photos += 1 }
            if paths.count < 50 { paths.append((from: record.path, to: target)) }
        } else if let fate = record.fate {
            fates.count(fate)
            guard fate == .failed || fate == .rejected, problems.count < 50 else { return }
            problems.append(
                OperationProblem(
                    path: record.path.display, fate: fate, reason: record.reason ?? "", hint: record.hint))
        }
    }
}
