import Engine
import Media
import Model
import Platform
import StorageAccess
import Store

/// Carries out decisions for which files are read or written, one conflict after the other; the cursor is the path of
/// the last one that is done.
struct ConflictWork: OperationWork {
    let storage: StorageRecord
    let answer: ConflictAnswer
    let services: IndexServices

    var claims: [Claim] { [.storage(storage.id, .shared)] }

    func check() throws {
        let access = try StorageRoot.open(storage)
        guard answer.action != .restore || access.isWritable else {
            throw Refusal(
                storage.name, "nothing can be written to it", hint: "Make its folder writable and try again.")
        }
    }

    func process(_ run: OperationRun) throws -> OperationOutcome {
        let access = try StorageRoot.open(storage)
        run.setPhase(answer.action == .restore ? "Copying back" : "Reading files")
        let last = run.progress.cursor.flatMap { Hex.decode($0) } ?? []
        var source = ConflictSource(answer, storage: storage.id, store: services.store, after: last)
        while let page = try source.next() {
            for conflict in page {
                if run.shouldStop { return .stopped }
                try carryOut(conflict, access.folder, run)
            }
        }
        let id = storage.id
        return .finished { try StorageRecord.refreshCounts(id, $0) }
    }

    private func carryOut(_ conflict: ConflictRecord, _ folder: Folder, _ run: OperationRun) throws {
        var step = OperationRun.Step()
        step.lastFile = conflict.path.display
        step.cursor = Hex.encode(conflict.path.bytes)
        do {
            if answer.action == .restore {
                step.bytes = try CopyRestoration(storage: storage, folder: folder, services: services)
                    .restore(conflict)
            }
            let (found, places) = try look(at: conflict, folder)
            let (id, now, choice) = (storage.id, services.time.now, answer.action)
            step.tally.count(.imported)
            try run.commit(step) { writing in
                let recorder = ItemRecorder(writing, storage: id, now: now, places: places)
                if choice == .restore { try recorder.recordRestored(found) } else { try recorder.record(found) }
                if choice == .add { try ConflictWriter.remove(conflict.id, writing) }
            }
            try services.cache.flush()
        } catch let failure as any Failure where failure.severity != .unrecoverable {
            var failed = OperationRun.Step()
            (failed.lastFile, failed.cursor) = (step.lastFile, step.cursor)
            failed.tally.count(.failed)
            failed.problems = [
                OperationProblem(
                    path: conflict.path.display, fate: .failed, reason: failure.reason, hint: failure.hint)
            ]
            try run.commit(failed)
        }
    }

    /// Reads the file at the conflict's place, and where its row expects it.
    private func look(at conflict: ConflictRecord, _ folder: Folder) throws -> (FoundItem, SeenPlaces) {
        let path = conflict.path
        guard let status = try folder.status(of: path), status.kind == .file else {
            throw Refusal(path.display, "it is not there any more", hint: "Re-index the storage.")
        }
        let key = HashCacheKey(
            storage: storage.uuid, path: path, modifiedNanoseconds: status.modifiedNanoseconds, size: status.size)
        let readings = try services.reader.read(
            [key], isTrusted: { _, _ in true }, open: { _ in try folder.openFile(path) })
        let overlaid = try SidecarReader(folder: folder, reader: services.reader).overlay(readings, of: [path])
        guard let facts = overlaid.first?.facts, facts.mediaType != nil else {
            throw Refusal(path.display, "it could not be read, or is no picture or video")
        }
        let file = ReadFile(
            file: FileToRead(path: path, status: status, knownSHA256: nil), reading: .facts(facts))
        var places = SeenPlaces()
        places.add(
            try MoveSearch(storage: storage, folder: folder, services: services).findings([file]))
        return (
            FoundItem(path: path, modifiedNanoseconds: status.modifiedNanoseconds, facts: facts), places
        )
    }
}
