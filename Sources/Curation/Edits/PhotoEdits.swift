import Engine
import FoundationEssentials
package import MetadataWrite
import Model
package import Platform
package import StorageAccess
package import Store

/// What became of one photo that was edited, as docs/interface.md prints it (`rate`).
package struct EditResult: Sendable, Codable, Hashable {
    package let id: String
    /// Stars now; 0 = none.
    package let rating: Int
    package let label: String?
    /// Files that have it now.
    package var written = 0
    /// Files that wait for their drive.
    package var pending = 0
    /// Files that could not be written.
    package var failed = 0
    /// Why, for the last of them.
    package var problem: String?
}

/// Rates, labels and describes photos: in the library first, then in every file that can be reached.
///
/// What cannot be written now waits in the queue; a crash between the two steps is made good at the next start.
package final class PhotoEdits: Sendable {
    /// Photos that are written at the same time: each waits for the disk longer than it computes.
    static let abreast = 8

    private let store: LibraryStore
    private let writer: MetadataWriter
    private let locks: StorageLocks
    private let time: any TimeSource
    /// Photos whose files are being written: one write of one photo at a time.
    private let busy = Condition<Set<Int64>>([])

    package init(store: LibraryStore, writer: MetadataWriter, locks: StorageLocks, time: any TimeSource) {
        self.store = store
        self.writer = writer
        self.locks = locks
        self.time = time
    }

    /// Changes one photo and writes its files.
    ///
    /// - Parameters:
    ///   - id: of the photo or of one of its items, or the absolute path of a file.
    ///   - operation: the operation that does it, for the history.
    /// - Throws: `Refusal` for an unknown photo, `SQLiteError`; files that could not be written are in the result.
    package func apply(_ changes: MetadataChanges, to id: String, operation: String? = nil) throws -> EditResult {
        let key = try record(changes, for: id, operation: operation)
        return try writeFiles(ofPhoto: key)
    }

    /// Changes several photos; an unknown one among them is refused before any is changed.
    ///
    /// - Parameter ids: as in `apply(_:to:)`.
    /// - Throws: `Refusal` for the first unknown photo.
    package func apply(_ changes: MetadataChanges, toAll ids: [String]) throws -> [EditResult] {
        for id in ids { _ = try PhotoReference(text: id).find(in: store) }
        var results: [EditResult] = []
        try keepingLocks {
            try OrderedPipeline<String, EditResult>(workers: Self.abreast, capacity: Self.abreast).run(
                produce: { emit in for id in ids where !emit(id) { return } },
                transform: { [self] in try apply(changes, to: $0) },
                consume: {
                    results.append($0)
                    return true
                })
        }
        return results
    }

    /// Runs `body` without giving the locks of storages back between two photos.
    func keepingLocks<Result>(_ body: () throws -> Result) rethrows -> Result { try locks.keeping(body) }

    /// Takes a change of the history back: the value before it is set again.
    package func undo(_ change: HistoryRecord) throws -> EditResult {
        guard let photo = try store.read({ try PhotoRecord.find(key: change.photoKey, $0) }) else {
            throw Refusal.unknownPhoto("\(change.photoKey)")
        }
        guard change.undoneAt == nil else {
            throw Refusal(photo.id, "this change has been taken back already")
        }
        let result = try apply(MetadataChanges(change.field, change.oldValue ?? ""), to: photo.id)
        let now = ISO8601.utc(time.now)
        try store.write { try HistoryRecord.markUndone(change.id, at: now, $0) }
        return result
    }

    /// Writes down what is wanted: the photo's row, its history, and what each of its files waits for.
    ///
    /// - Returns: the photo's key.
    package func record(_ changes: MetadataChanges, for id: String, operation: String?) throws -> Int64 {
        let now = ISO8601.utc(time.now)
        let key = try PhotoReference(text: id).find(in: store).key
        return try store.write { writing in
            guard let photo = try PhotoRecord.find(key: key, writing) else { throw Refusal.unknownPhoto(id) }
            var isChanged = false
            for (field, value) in changes.fields {
                isChanged =
                    try PhotoEdit.set(
                        field, to: value, photo: photo.key, at: now, operation: operation, writing) || isChanged
            }
            if isChanged || photo.writeState != .clean {
                try Self.queue(changes, photo: photo.key, at: now, writing)
            }
            return photo.key
        }
    }

    /// Writes what waits for the files of one photo, where they can be reached.
    package func writeFiles(ofPhoto key: Int64) throws -> EditResult {
        busy.take { $0.insert(key).inserted ? () : nil }
        defer { _ = busy.change { $0.remove(key) } }
        guard let photo = try store.read({ try PhotoRecord.find(key: key, $0) }) else {
            throw Refusal.unknownPhoto("\(key)")
        }
        var result = EditResult(id: photo.id, rating: photo.rating?.stars ?? 0, label: photo.label)
        for pending in try store.read({ try PendingWrite.all(ofPhoto: key, $0) }) {
            guard !pending.isMoot else {
                try settle(pending)
                continue
            }
            do {
                if try write(pending) { result.written += 1 } else { result.pending += 1 }
            } catch let busy as LockError {
                // Another process works on the storage: the file waits, as for a drive that is away.
                result.pending += 1
                result.problem = busy.description
            } catch let failure as any Failure {
                result.failed += 1
                result.problem = failure.description
                try store.write {
                    try PendingWrite.fail(pending.itemID.text, problem: failure.description, photo: key, $0)
                }
            }
        }
        return result
    }

    /// - Returns: false when the file has to wait for its drive.
    private func write(_ pending: PendingWrite) throws -> Bool {
        guard let storage = try store.read({ try StorageRecord.find(id: pending.storage, $0) }), storage.isActive
        else { return false }
        guard let changes = MetadataChanges(json: pending.changes) else {
            throw Refusal(
                pending.path.display, "what waits for it cannot be read", hint: "Rate or describe the photo once more.")
        }
        let access: StorageRoot.Access
        do {
            access = try StorageRoot.open(storage)
        } catch is StorageOffline { return false }
        guard access.isWritable else { return false }
        let hold = try locks.hold(storage, for: OperationKind.bulkMetadata.rawValue)
        defer { hold?.release() }
        _ = try writer.write(
            WriteRequest(
                root: access.folder, storage: storage.id, item: pending.itemID, photo: pending.path,
                picture: IndexedPicture(pending.picture, sha256: pending.sha256), changes: changes,
                policy: storage.policy))
        try settle(pending)
        return true
    }

    private func settle(_ pending: PendingWrite) throws {
        try store.write {
            try PendingWrite.markWritten(
                pending.itemID.text, changes: pending.changes, photo: pending.photoKey, $0)
        }
    }

    /// Adds the changes to what each present file of the photo waits for; exports are never written into.
    private static func queue(
        _ changes: MetadataChanges, photo key: Int64, at time: String, _ writing: Writing
    ) throws {
        for item in try PendingWrite.targets(ofPhoto: key, writing) {
            try PendingWrite.forgetMoot(item.id, of: key, writing)
            let waiting = try PendingWrite.changes(ofItem: item.id, writing).flatMap { MetadataChanges(json: $0) }
            try PendingWrite.queue(
                (waiting ?? MetadataChanges()).overlaid(with: changes).json, item: item.id, photo: key,
                storage: item.storage, at: time, writing)
        }
        try PendingWrite.refreshState(ofPhoto: key, writing)
    }
}
