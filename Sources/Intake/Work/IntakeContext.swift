import Engine
import Media
import Model
import Platform
import StorageAccess
import Store

/// Everything that one run of an import works with.
struct IntakeContext: Sendable {
    let session: ImportSessionRecord
    let storage: StorageRecord
    let root: Folder
    let source: any IntakeSource
    let policy: IntakePolicy
    let services: IntakeServices
    let run: OperationRun
    /// How much is read and copied at once: the source and the storage both have to take it.
    let limits: ReadLimits

    var publishing: IntakePublishing {
        IntakePublishing(root: root, trash: TrashFolder(root: root, occasion: occasion))
    }

    /// The name of this import's folder in the trash.
    var occasion: String { "import-\(session.number)-\(session.createdAt.filter { $0.isLetter || $0.isNumber })" }

    func planner() -> IntakePlanner {
        IntakePlanner(policy: policy, session: session, root: root, store: services.store)
    }

    /// Runs something on the storage; an error there stops the import until somebody has looked at it.
    func holding<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as FileError { throw IntakeHold(error) }
    }

    /// - Throws: `IntakeHold` when so many bytes do not fit.
    func checkSpace(for bytes: Int64) throws {
        let free = try holding { try DiskSpace(of: root).free }
        guard bytes + Self.reserve > free else { return }
        throw IntakeHold(
            Refusal(
                storage.name, "its disk has \(free / 1_000_000) MB left, the next files need \(bytes / 1_000_000) MB",
                hint: "Make room on the disk and resume the import."))
    }

    /// What an import leaves free, for the files that Photostead itself writes there.
    private static let reserve: Int64 = 16 << 20

    /// Writes the ledger, the items that have arrived, and the checkpoint that covers them, in one transaction.
    ///
    /// - Parameter arrived: modification times of published files, by the id of their rows.
    func commit(_ files: [IntakeFile], arrived: [Int64: Int64] = [:]) throws {
        guard !files.isEmpty else { return }
        let (storage, session, now) = (storage, session, services.time.now)
        try run.commit(step(files)) { writing in
            let recorder = ItemRecorder(writing, storage: storage.id, now: now)
            let ledger = ImportLedger(writing)
            for file in files {
                var record = file.record
                if let target = record.target, let modified = arrived[record.id], file.isMedia,
                    let facts = file.shownFacts ?? file.facts
                {
                    let item = FoundItem(path: target, modifiedNanoseconds: modified, facts: facts)
                    let id = try recorder.record(item).item
                    try ItemWriter.setSession(session.key, of: id, writing)
                    record.mediaID = id
                }
                if record.state == .done, let old = record.replaces, let place = self.publishing.trash.place(of: old) {
                    try TrashRecord.setState(.trashed, storage: storage.id, trashPath: place, writing)
                }
                try ledger.save(record)
            }
        }
        for file in files {
            guard let target = file.record.target, let modified = arrived[file.record.id], let facts = file.facts
            else { continue }
            services.cache.store(
                facts,
                for: HashCacheKey(
                    storage: storage.uuid, path: target, modifiedNanoseconds: modified, size: file.record.size))
        }
        try services.cache.flush()
    }

    private func step(_ files: [IntakeFile]) -> OperationRun.Step {
        var step = OperationRun.Step()
        for record in files.map(\.record) {
            guard let fate = record.fate else { continue }
            step.tally.count(fate)
            step.lastFile = record.path.display
            switch fate {
            case .imported, .replaced: step.bytes += record.size
            case .failed:
                step.faults += 1
                step.problems.append(Self.problem(record, fate))
            case .rejected: step.problems.append(Self.problem(record, fate))
            case .duplicate, .ignored: break
            }
        }
        return step
    }

    private static func problem(_ record: ImportFileRecord, _ fate: Fate) -> OperationProblem {
        OperationProblem(path: record.path.display, fate: fate, reason: record.reason ?? "", hint: record.hint)
    }
}
