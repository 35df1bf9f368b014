import Engine
import Model
import Platform
import StorageAccess
import Store

/// Brings the files of an import that was taken back out of the trash to their places; a place that is taken keeps what
/// it holds.
struct RestorationWork: OperationWork {
    let session: ImportSessionRecord
    let services: IntakeServices

    /// A file that comes back.
    private struct File {
        let trashed: TrashRecord
        /// The file of the ledger that it is.
        let record: ImportFileRecord?
        /// Why it stays in the trash; nil = it comes back.
        var problem: String?
        /// Whether it lies in the trash; a run that was killed may have brought it back.
        let isInTrash: Bool

        /// It takes the place of an older copy again.
        var replaces: Bool { record?.replaces != nil }
    }

    var claims: [Claim] { [.storage(session.storage, .exclusive)] }

    func check() throws { _ = try Rollback.open(session, services.store) }

    func process(_ run: OperationRun) throws -> OperationOutcome {
        run.setPhase("Bringing files back")
        do {
            guard try bringBack(run) else { return .stopped }
        } catch let offline as StorageOffline {
            return .held(offline)
        } catch let error as FileError { return .held(IntakeHold(error)) }
        let session = session
        return .finished { writing in
            try ImportSessionRecord.setStatus(
                .complete, of: session.key, at: session.finishedAt ?? session.createdAt, writing)
            try StorageRecord.refreshCounts(session.storage, writing)
        }
    }

    /// - Returns: whether it came to the end.
    private func bringBack(_ run: OperationRun) throws -> Bool {
        var last = run.progress.cursor.flatMap { Int64($0) } ?? 0
        while true {
            let (key, start) = (session.key, last)
            let page = try services.store.read {
                try TrashRecord.page(session: key, after: start, limit: 50, $0)
            }
            guard let end = page.last else { return true }
            guard !run.shouldStop else { return false }
            last = end.id
            let rows = page.filter { TrashFolder.isPlace($0.trashPath, ofOccasion: Rollback.occasion) }
            run.setTotal(max(run.progress.total, run.progress.processed + rows.count))
            try settle(rows, cursor: last, run)
        }
    }

    private func settle(_ rows: [TrashRecord], cursor: Int64, _ run: OperationRun) throws {
        let (storage, root) = try Rollback.open(session, services.store)
        let trash = TrashFolder(root: root, occasion: "import-\(session.number)-\(run.id.prefix(8))")
        var files = try rows.map { row in
            File(
                trashed: row, record: try record(of: row), problem: nil,
                isInTrash: try root.status(of: row.trashPath) != nil)
        }
        for index in files.indices { files[index].problem = try problem(of: files[index], root) }
        try plan(files, trash)
        for file in files where file.problem == nil {
            if file.replaces, file.isInTrash, try root.status(of: file.trashed.path) != nil {
                try trash.putOnce(file.trashed.path)
            }
            try TrashFolder.move(file.trashed.trashPath, to: file.trashed.path, in: root)
        }
        let again = files.filter { $0.problem == nil && $0.replaces && $0.trashed.mediaID != nil }.map(\.trashed.path)
        let items = try PlacedItems.read(again, root, services.reader)
        var step = step(files)
        step.cursor = String(cursor)
        let settled = files.filter { $0.problem == nil }
        let lost = files.filter { $0.problem != nil && !$0.isInTrash }.map(\.trashed)
        let (session, now) = (session, services.time.now)
        try run.commit(step) { writing in
            let recorder = ItemRecorder(writing, storage: storage.id, now: now)
            for file in lost {
                try TrashRecord.remove(storage: file.storage, trashPath: file.trashPath, writing)
            }
            for file in settled {
                let row = file.trashed
                try TrashRecord.remove(storage: row.storage, trashPath: row.trashPath, writing)
                if file.replaces, let place = trash.place(of: row.path) {
                    try TrashRecord.setState(.trashed, storage: row.storage, trashPath: place, writing)
                    guard let item = items[row.path] else { continue }
                    try ItemWriter.setSession(session.key, of: try recorder.record(item).item, writing)
                } else if let id = row.mediaID {
                    try ItemTrash.takeBack(id, writing)
                }
            }
        }
    }

    private func record(of row: TrashRecord) throws -> ImportFileRecord? {
        let key = session.key
        return try services.store.read { try ImportFileRecord.find(session: key, target: row.path, $0) }
    }

    /// Why a file cannot go back to its place.
    private func problem(of file: File, _ root: Folder) throws -> String? {
        let path = file.trashed.path
        guard file.isInTrash else {
            return try root.status(of: path) == nil ? "it is in the trash no more" : nil
        }
        guard let status = try root.status(of: path) else { return nil }
        let taken = "its place is taken by another file"
        guard file.replaces, status.size == file.trashed.size else { return taken }
        return try RollbackJudge.sha256(of: path, in: root) == file.record?.sha256 ? nil : taken
    }

    private func plan(_ files: [File], _ trash: TrashFolder) throws {
        let now = ISO8601.utc(services.time.now)
        try services.store.write { writing in
            for file in files where file.problem == nil && file.trashed.state != .restoring {
                let row = file.trashed
                try TrashRecord.setState(.restoring, storage: row.storage, trashPath: row.trashPath, writing)
                guard file.replaces, let place = trash.place(of: row.path) else { continue }
                try TrashRecord(
                    storage: row.storage, path: row.path, trashPath: place, mediaID: row.mediaID, session: row.session,
                    size: row.size, trashedAt: now
                ).plan(writing)
            }
        }
    }

    private func step(_ files: [File]) -> OperationRun.Step {
        var step = OperationRun.Step()
        for file in files {
            let path = file.trashed.path.display
            step.lastFile = path
            step.tally.count(file.problem == nil ? .imported : .rejected)
            if let problem = file.problem {
                step.problems.append(
                    OperationProblem(
                        path: path, fate: .rejected, reason: problem,
                        hint: "It stays in the trash; move the other file away and bring it back then."))
            } else {
                step.bytes += file.trashed.size
            }
        }
        return step
    }
}
