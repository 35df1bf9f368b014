import Engine
import Model
import Platform
import StorageAccess
import Store

/// Takes the files of an import out of their storage: to its trash, unit by unit, with what they replaced back in place.
struct RollbackWork: OperationWork {
    let session: ImportSessionRecord
    let services: IntakeServices

    var claims: [Claim] { [.storage(session.storage, .exclusive)] }

    func check() throws { _ = try Rollback.open(session, services.store) }

    func process(_ run: OperationRun) throws -> OperationOutcome {
        run.setPhase("Moving to the trash")
        run.setTotal(session.fates[.imported] + session.fates[.replaced])
        do {
            guard try takeOut(run) else { return .stopped }
        } catch let offline as StorageOffline {
            return .held(offline)
        } catch let error as FileError { return .held(IntakeHold(error)) }
        let (session, now) = (session, ISO8601.utc(services.time.now))
        return .finished { writing in
            try ImportSessionRecord.setStatus(.rolledBack, of: session.key, at: session.finishedAt ?? now, writing)
            try StorageRecord.refreshCounts(session.storage, writing)
        }
    }

    /// - Returns: whether it came to the end.
    private func takeOut(_ run: OperationRun) throws -> Bool {
        let last = try run.progress.cursor.flatMap { Int64($0) }.flatMap { id in
            try services.store.read { try ImportFileRecord.find(id, $0) }
        }
        var pages = Rollback.pages(session.key, services.store, after: last)
        while let units = try pages.next() {
            guard !run.shouldStop else { return false }
            let (storage, root) = try Rollback.open(session, services.store)
            let trash = TrashFolder(
                root: root, occasion: "\(Rollback.occasion)\(session.number)-\(run.id.prefix(8))")
            try RollbackBatch(
                units: units, session: session, storage: storage, root: root, trash: trash, services: services, run: run
            ).settle()
        }
        return true
    }
}

/// Some units on their way into the trash: judged, written down, moved, and the rows brought in line.
private struct RollbackBatch {
    let units: [IntakeUnit]
    let session: ImportSessionRecord
    let storage: StorageRecord
    let root: Folder
    let trash: TrashFolder
    let services: IntakeServices
    let run: OperationRun

    func settle() throws {
        let judge = RollbackJudge(storage: storage, root: root, store: services.store)
        var files = try units.flatMap { try judge.judge($0) }
        try plan(files)
        for index in files.indices where files[index].finding.isTakenOut { try move(&files[index]) }
        try removeEmptyFolders(of: files)
        let back = files.filter { $0.finding.isTakenOut && $0.replaced?.mediaID != nil }.map(\.target)
        try commit(files, try PlacedItems.read(back, root, services.reader))
    }

    /// Every move stands in the table before it is made (docs/safety.md section 1).
    private func plan(_ files: [RollbackFile]) throws {
        let (trash, storage, session) = (trash, storage.id, session.key)
        let now = ISO8601.utc(services.time.now)
        try services.store.write { writing in
            for file in files where file.finding == .unchanged {
                guard let place = trash.place(of: file.target) else { continue }
                try TrashRecord(
                    storage: storage, path: file.target, trashPath: place, mediaID: file.record.mediaID,
                    session: session, size: file.record.size, trashedAt: now
                ).plan(writing)
                guard let old = file.replaced else { continue }
                try TrashRecord.setState(.restoring, storage: storage, trashPath: old.trashPath, writing)
            }
        }
    }

    private func move(_ file: inout RollbackFile) throws {
        do {
            if file.placed == nil { try trash.putOnce(file.target) }
        } catch let error as FileError where error.isMissing {
            file.finding = .gone("it went away while it was taken out")
            return
        }
        guard let old = file.replaced else { return }
        do { try TrashFolder.move(old.trashPath, to: old.path, in: root) } catch let error as FileError
            where error.isMissing
        {
            // Somebody has emptied the trash: there is nothing to come back.
            file.replaced = nil
            let storage = storage.id
            try services.store.write { try TrashRecord.remove(storage: storage, trashPath: old.trashPath, $0) }
        }
    }

    /// Where a file lies in the trash, or goes to.
    private func place(of file: RollbackFile) -> RelativePath? { file.placed ?? trash.place(of: file.target) }

    /// Folders that hold nothing any more; one that somebody uses meanwhile stays.
    private func removeEmptyFolders(of files: [RollbackFile]) throws {
        for folder in Set(files.filter(\.finding.isTakenOut).compactMap(\.target.parent)) {
            var next: RelativePath? = folder
            while let path = next {
                do {
                    guard try root.openFolder(path).entries().isEmpty else { break }
                    _ = try SafeFile.removeFolder(path.name, in: root.openParent(of: path))
                } catch is FileError {
                    // An empty folder that stays does no harm.
                    break
                }
                next = path.parent
            }
        }
    }

    private func commit(_ files: [RollbackFile], _ items: [RelativePath: FoundItem]) throws {
        let (storage, session, now) = (storage, session, services.time.now)
        let places = files.map { (file: $0, place: place(of: $0)) }
        try run.commit(step(files)) { writing in
            for (file, place) in places {
                guard let place else { continue }
                guard file.finding.isTakenOut else {
                    try TrashRecord.remove(storage: storage.id, trashPath: place, writing)
                    continue
                }
                try TrashRecord.setState(.trashed, storage: storage.id, trashPath: place, writing)
                guard let old = file.replaced else {
                    if let id = file.record.mediaID { try ItemTrash.put(id, writing) }
                    continue
                }
                try TrashRecord.remove(storage: storage.id, trashPath: old.trashPath, writing)
                guard let item = items[file.target] else { continue }
                let id = try ItemRecorder(writing, storage: storage.id, now: now).record(item).item
                let earlier = try ImportFileRecord.earlierSession(ofItem: id, before: session.key, writing)
                try ItemWriter.setSession(earlier, of: id, writing)
            }
        }
    }

    private func step(_ files: [RollbackFile]) -> OperationRun.Step {
        var step = OperationRun.Step()
        step.cursor = files.last.map { String($0.record.id) } ?? run.progress.cursor
        for file in files {
            step.lastFile = file.target.display
            switch file.finding {
            case .unchanged, .underWay:
                step.tally.count(.imported)
                step.bytes += file.record.size
            case .kept(let reason):
                step.tally.count(.rejected)
                step.problems.append(OperationProblem(path: file.target.display, fate: .rejected, reason: reason))
            case .gone(let reason):
                step.tally.count(.ignored)
                step.problems.append(OperationProblem(path: file.target.display, fate: .ignored, reason: reason))
            }
        }
        return step
    }
}
