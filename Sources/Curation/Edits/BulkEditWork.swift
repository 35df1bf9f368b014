package import Engine
package import MetadataWrite
import Model
import Platform
import StorageAccess
package import Store

/// Edits many photos as an operation (`bulk_metadata`), or writes what waited for a storage.
package struct BulkEdits: Sendable {
    /// What an operation is started with.
    struct Parameters: Sendable, Codable {
        var changes: MetadataChanges?
        /// Photos to change.
        var ids: [String] = []
    }

    private let store: LibraryStore
    private let edits: PhotoEdits

    package init(store: LibraryStore, edits: PhotoEdits) {
        self.store = store
        self.edits = edits
    }

    /// Changes of many photos.
    package static func request(_ changes: MetadataChanges, ids: [String]) -> OperationRequest {
        OperationRequest(
            kind: .bulkMetadata, title: "\(title(changes)) \(ids.count) photos", storage: nil,
            parameters: OperationJSON.encode(Parameters(changes: changes, ids: ids)))
    }

    /// Everything that waits for a storage.
    package static func requestPending(_ storage: StorageRecord) -> OperationRequest {
        OperationRequest(
            kind: .bulkMetadata, title: "Write what waited for \(storage.name)", storage: storage.id,
            parameters: OperationJSON.encode(Parameters()))
    }

    /// The registry's factory for `bulk_metadata`.
    package func work(for request: OperationRequest) throws -> any OperationWork {
        guard let parameters: Parameters = OperationJSON.decode(request.parameters) else {
            throw Refusal(request.title, "it does not say what is to be changed")
        }
        if let changes = parameters.changes {
            return BulkEditWork(changes: changes, ids: parameters.ids, edits: edits)
        }
        guard let storage = request.storage else { throw Refusal(request.title, "it names no storage") }
        return PendingWritesWork(storage: storage, store: store, edits: edits)
    }

    private static func title(_ changes: MetadataChanges) -> String {
        switch changes.rating {
        case 5: "Make favorites of"
        case 0: "Take the rating off"
        case -1: "Reject"
        case .some: "Rate"
        case nil: changes.label == nil ? "Describe" : "Label"
        }
    }
}

/// Changes photos one after the other; the cursor is the number of those done.
private struct BulkEditWork: OperationWork {
    let changes: MetadataChanges
    let ids: [String]
    let edits: PhotoEdits

    var claims: [Claim] { [.library(.shared)] }

    func check() throws {
        guard !ids.isEmpty else { throw Refusal("the selection", "no photo is selected") }
    }

    func process(_ run: OperationRun) throws -> OperationOutcome { try edits.keepingLocks { try write(run) } }

    private func write(_ run: OperationRun) throws -> OperationOutcome {
        run.setTotal(ids.count)
        run.setPhase("Writing")
        let start = run.progress.cursor.flatMap { Int($0) } ?? 0
        let (ids, changes, edits, operation) = (ids, changes, edits, run.id)
        let done = try run.process(Array(ids.indices.dropFirst(start))) { index in
            var step = OperationRun.Step()
            step.cursor = String(index + 1)
            do {
                step.count(try edits.apply(changes, to: ids[index], operation: operation))
            } catch let error as Refusal where error.isNotFound {
                // The photo left the library while the operation ran.
                step.tally.count(.rejected)
                step.problems.append(OperationProblem(path: ids[index], fate: .rejected, reason: error.reason))
            }
            return step
        }
        return start + done < ids.count ? .stopped : .finished
    }
}

/// Writes what waits for a storage that can be reached again; the cursor is the key of the last photo.
private struct PendingWritesWork: OperationWork {
    let storage: Int64
    let store: LibraryStore
    let edits: PhotoEdits

    var claims: [Claim] { [.storage(storage, .exclusive)] }

    func check() throws {
        guard let storage = try store.read({ try StorageRecord.find(id: storage, $0) }) else {
            throw Refusal("\(storage)", "the storage is no longer in the library")
        }
        _ = try StorageRoot.open(storage)
    }

    func process(_ run: OperationRun) throws -> OperationOutcome {
        run.setPhase("Writing")
        run.setTotal(run.progress.processed + (try store.read { try PendingWrite.count(inStorage: storage, $0) }))
        var last = run.progress.cursor.flatMap { Int64($0) } ?? 0
        while true {
            let keys = try store.read { try PendingWrite.photos(inStorage: storage, after: last, limit: 100, $0) }
            guard !keys.isEmpty else { return .finished }
            let edits = edits
            let done = try run.process(keys) { key in
                var step = OperationRun.Step()
                step.cursor = String(key)
                step.count(try edits.writeFiles(ofPhoto: key))
                return step
            }
            guard done == keys.count, let end = keys.last else { return .stopped }
            last = end
        }
    }
}

extension OperationRun {
    /// Edits photos, several at a time, and commits their steps in order.
    ///
    /// - Returns: how many were done; fewer than there are when a stop was requested.
    fileprivate func process<Photo: Sendable>(
        _ photos: [Photo], _ edit: @escaping @Sendable (Photo) throws -> Step
    ) throws -> Int {
        let stop = stopSignal
        var done = 0
        try OrderedPipeline<Photo, Step>(workers: PhotoEdits.abreast, capacity: PhotoEdits.abreast).run(
            produce: { emit in
                for photo in photos {
                    if stop.isRequested || !emit(photo) { return }
                }
            },
            transform: edit,
            consume: { step in
                try commit(step)
                done += 1
                return true
            })
        return done
    }
}

extension OperationRun.Step {
    /// One photo: failed when one of its files failed, else done.
    fileprivate mutating func count(_ result: EditResult) {
        lastFile = result.id
        counts["written"] = result.written
        counts["pending"] = result.pending
        if result.failed > 0 {
            tally.count(.failed)
            faults += 1
            problems.append(
                OperationProblem(path: result.id, fate: .failed, reason: result.problem ?? "it could not be written"))
        } else {
            tally.count(.imported)
        }
    }
}
