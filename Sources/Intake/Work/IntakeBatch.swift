import Engine
import Glibc
import Media
import Model
import Platform
import Store

/// Some units on their way from the ledger into the storage: decided, planned, copied, proved, published, written down
/// (docs/safety.md section 1, *Import*). Each step is on the disk before the next one begins.
struct IntakeBatch {
    private let context: IntakeContext
    private let planner: IntakePlanner
    private var units: [IntakeUnit]

    /// - Parameter units: with what was read of their files.
    init(_ units: [IntakeUnit], planner: IntakePlanner, context: IntakeContext) {
        self.units = units
        self.planner = planner
        self.context = context
    }

    /// Takes the units as far as they go.
    ///
    /// - Throws: `IntakeHold` when the storage or the source has to be looked at first.
    mutating func settle() throws {
        try decide()
        try makeFolders()
        let planned = try plan()
        let copied = try copy(planned)
        try prepare(copied)
        try publish(copied)
    }

    /// Two files with the same bytes in one batch: the second waits until the first one has arrived.
    private mutating func decide() throws {
        var seen: Set<String> = []
        var ready: [IntakeUnit] = []
        for var unit in units {
            let digests = unit.files.filter(\.isMedia).compactMap { $0.facts?.digests.sha256 }
            guard digests.allSatisfy({ !seen.contains($0) }) else { continue }
            try context.holding { try planner.decide(&unit) }
            seen.formUnion(digests)
            ready.append(unit)
        }
        units = ready
    }

    // MARK: - Planning

    private mutating func makeFolders() throws {
        for index in units.indices where units[index].files.contains(where: { $0.record.state == .planned }) {
            do {
                try makeFolders(of: units[index])
            } catch let error as FileError where error.isAboutName {
                try context.holding { try planner.placeAgain(&units[index], isFolderPortable: true) }
                try makeFolders(orRefuse: index)
            } catch _ as FileError { try makeFolders(orRefuse: index) }
        }
    }

    /// What stands in the way of one folder does not stop the others; a disk that is full or gone does.
    private mutating func makeFolders(orRefuse index: Int) throws {
        do {
            try makeFolders(of: units[index])
        } catch let error as FileError {
            guard [ENOTDIR, ELOOP, EEXIST].contains(error.code) || error.isAboutName else { throw IntakeHold(error) }
            for file in units[index].files.indices where units[index].files[file].record.state == .planned {
                units[index].files[file].settle(.rejected, "its folder \(error.reason)", hint: error.hint)
            }
        }
    }

    private func makeFolders(of unit: IntakeUnit) throws {
        let files = unit.files.filter { $0.record.state == .planned }
        for folder in Set(files.compactMap(\.record.target?.parent)) {
            _ = try SafeFile.makeFolders(folder, in: context.root)
        }
    }

    /// Writes down the fates that are known and what is about to be copied.
    private mutating func plan() throws -> [IntakeFile] {
        for unit in units.indices {
            for file in units[unit].files.indices where units[unit].files[file].record.state == .planned {
                units[unit].files[file].record.temporary = SafeFile.temporaryName()
                units[unit].files[file].record.sha256 = units[unit].files[file].facts?.digests.sha256
            }
        }
        let files = units.flatMap(\.files)
        let planned = files.filter { $0.record.state == .planned }
        try context.checkSpace(for: planned.reduce(0) { $0 + $1.record.size })
        try context.commit(files)
        return planned
    }

    // MARK: - Copying

    /// - Returns: the files as prepared, failed, or to be looked at again.
    private func copy(_ planned: [IntakeFile]) throws -> [IntakeFile] {
        var copied: [IntakeFile] = []
        let copying = IntakeCopying(context: context)
        let abreast = context.limits.readers
        try OrderedPipeline<IntakeFile, IntakeFile>(workers: abreast, capacity: abreast).run(
            produce: { emit in for file in planned where !emit(file) { return } },
            transform: { try copying.copy($0) },
            consume: { file in
                copied.append(file)
                return true
            })
        return copied
    }

    private func prepare(_ copied: [IntakeFile]) throws {
        let records = copied.map(\.record).filter { $0.state == .prepared }
        guard !records.isEmpty else { return }
        let (context, now) = (context, ISO8601.utc(context.services.time.now))
        try context.services.store.write { connection in
            let ledger = ImportLedger(connection)
            for record in records {
                try ledger.save(record)
                guard let old = record.replaces, let place = context.publishing.trash.place(of: old) else { continue }
                try TrashRecord(
                    storage: context.storage.id, path: old, trashPath: place, mediaID: record.mediaID,
                    session: context.session.key, size: record.size, trashedAt: now
                ).plan(connection)
            }
        }
    }

    // MARK: - Publishing

    private func publish(_ copied: [IntakeFile]) throws {
        let publishing = context.publishing
        var (files, arrived) = (copied, [Int64: Int64]())
        try context.holding {
            for index in files.indices where files[index].record.state == .prepared {
                try publish(&files[index], publishing, &arrived)
            }
            try publishing.flush(files.map(\.record).filter { arrived[$0.id] != nil })
            for index in files.indices where files[index].record.fate == .replaced {
                try files[index].readSidecar(context)
            }
        }
        try context.commit(files, arrived: arrived)
    }

    private func publish(
        _ file: inout IntakeFile, _ publishing: IntakePublishing, _ arrived: inout [Int64: Int64]
    ) throws {
        switch try publishing.publish(file.record) {
        case .published(let status):
            arrived[file.record.id] = status.modifiedNanoseconds
            file.arrive()
        case .taken:
            try publishing.discard(file.record)
            file.reopen()
        case .refused:
            try publishAgain(&file, publishing, &arrived)
        }
    }

    /// The disk does not take the name: once more by one that every disk takes.
    private func publishAgain(
        _ file: inout IntakeFile, _ publishing: IntakePublishing, _ arrived: inout [Int64: Int64]
    ) throws {
        var again = file
        again.record.target = try planner.portableTarget(of: file.record)
        let record = again.record
        try context.services.store.write { try ImportLedger($0).save(record) }
        if case .published(let status) = try publishing.publish(record) {
            arrived[record.id] = status.modifiedNanoseconds
            file = again
            file.arrive()
        } else {
            try publishing.discard(record)
            file.settle(
                .rejected, "the storage's disk does not take its name",
                hint: "Rename the file, or choose an organisation that gives it another name.")
        }
    }
}

extension IntakeFile {
    /// The sidecar of the file whose place was taken speaks of this one from now on.
    mutating func readSidecar(_ context: IntakeContext) throws {
        guard let target = record.target, isMedia, let facts = completedFacts else { return }
        let reader = SidecarReader(folder: context.root, reader: context.services.reader)
        shownFacts = try reader.overlay([.facts(facts)], of: [target]).first?.facts
    }

    /// The file stands at its target.
    mutating func arrive() {
        let problem = facts?.problem.map { "imported as it is: \($0)" }
        settle(record.replaces == nil ? .imported : .replaced, problem)
    }

    /// The file is to be decided about again.
    mutating func reopen() {
        record.state = .found
        (record.fate, record.reason, record.hint) = (nil, nil, nil)
        (record.target, record.temporary, record.inode, record.replaces) = (nil, nil, nil, nil)
    }
}

extension FileError {
    /// Whether another name would do.
    var isAboutName: Bool { [ENAMETOOLONG, EINVAL, EILSEQ].contains(code) }
}
