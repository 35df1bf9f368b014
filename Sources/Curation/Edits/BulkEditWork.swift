package import Engine
package import MetadataWrite
import Model
package import Platform
import StorageAccess
package import Store

/// Edits many photos as an operation (`bulk_metadata`), or writes what waited for a storage.
package struct BulkEdits: Sendable {
    /// What an operation is started with.
    struct Parameters: Sendable, Codable {
        var changes: MetadataChanges?
        /// `selections.selection_id` of the photos to change.
        var selection: Int64?
        /// The photos themselves, in operations of earlier versions.
        var ids: [String]?
    }

    /// Days for which the photos of an operation that came to its end are known.
    private static let days = 30.0

    private let store: LibraryStore
    private let edits: PhotoEdits
    private let time: any TimeSource

    package init(store: LibraryStore, edits: PhotoEdits, time: any TimeSource) {
        self.store = store
        self.edits = edits
        self.time = time
    }

    /// Changes of many photos: those that are chosen now.
    package func request(_ changes: MetadataChanges, of photos: PhotoSelection) throws -> OperationRequest {
        let now = time.now
        let selection = try store.write { writing in
            try FrozenSelection.forget(before: ISO8601.utc(now - Self.days * 86400), writing)
            return try FrozenSelection(photos, at: ISO8601.utc(now), writing)
        }
        return OperationRequest(
            kind: .bulkMetadata, title: "\(Self.title(changes)) \(selection.count) photos", storage: nil,
            parameters: OperationJSON.encode(Parameters(changes: changes, selection: selection.id)),
            selection: selection)
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
            return BulkEditWork(
                changes: changes, photos: try photos(parameters, request.title), store: store, edits: edits)
        }
        guard let storage = request.storage else { throw Refusal(request.title, "it names no storage") }
        return PendingWritesWork(storage: storage, store: store, edits: edits)
    }

    private func photos(_ parameters: Parameters, _ title: String) throws -> BulkPhotos {
        guard let id = parameters.selection else { return .listed(parameters.ids ?? []) }
        guard let selection = try store.read({ try FrozenSelection.find(id, $0) }) else {
            throw Refusal(title, "the photos that were chosen for it are not known any more")
        }
        return .chosen(selection)
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

/// The photos of a bulk edit, numbered from 0.
private enum BulkPhotos {
    case listed([String])
    case chosen(FrozenSelection)

    var count: Int {
        switch self {
        case .listed(let ids): ids.count
        case .chosen(let selection): selection.count
        }
    }

    /// Some of them, from a number on; none = that was all.
    func some(from number: Int, _ reading: Reading) throws -> [String] {
        switch self {
        case .listed(let ids): Array(ids.dropFirst(number))
        case .chosen(let selection): try selection.photos(from: number, limit: 1000, reading)
        }
    }
}

/// Changes photos one after the other; the cursor is the number of those done.
private struct BulkEditWork: OperationWork {
    let changes: MetadataChanges
    let photos: BulkPhotos
    let store: LibraryStore
    let edits: PhotoEdits

    var claims: [Claim] { [.library(.shared)] }

    func check() throws {
        guard photos.count > 0 else { throw Refusal("the selection", "no photo is selected") }
    }

    func process(_ run: OperationRun) throws -> OperationOutcome { try edits.keepingLocks { try write(run) } }

    private func write(_ run: OperationRun) throws -> OperationOutcome {
        run.setTotal(photos.count)
        run.setPhase("Writing")
        var next = run.progress.cursor.flatMap { Int($0) } ?? 0
        while true {
            let start = next
            let ids = try store.read { try photos.some(from: start, $0) }
            guard !ids.isEmpty else { return .finished }
            let done = try run.process(Array(ids.enumerated())) { try edit($1, cursor: start + $0 + 1, run.id) }
            guard done == ids.count else { return .stopped }
            next += done
        }
    }

    private func edit(_ id: String, cursor: Int, _ operation: String) throws -> OperationRun.Step {
        var step = OperationRun.Step()
        step.cursor = String(cursor)
        do {
            step.count(try edits.apply(changes, to: id, operation: operation))
        } catch let error as Refusal where error.isNotFound {
            // The photo left the library while the operation ran.
            step.tally.count(.rejected)
            step.problems.append(OperationProblem(path: id, fate: .rejected, reason: error.reason))
        }
        return step
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
