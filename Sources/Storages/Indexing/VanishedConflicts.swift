import Model
import Platform
import Store

/// Conflicts about files that have no row of their own: they end when their file is gone.
struct VanishedConflicts {
    let storage: StorageRecord
    let folder: Folder
    let services: IndexServices

    func settle() throws {
        for kind in [ConflictKind.orphanFile, .pathMismatch] {
            var last: [UInt8] = []
            while let page = try page(kind, after: last), let end = page.last {
                last = end.path.bytes
                let gone = try page.filter { $0.itemID == nil || kind == .pathMismatch }.filter(isGone)
                try remove(gone)
            }
        }
    }

    private func page(_ kind: ConflictKind, after path: [UInt8]) throws -> [ConflictRecord]? {
        let page = try services.store.read {
            try ConflictRecord.page(storage: storage.id, kind, after: path, limit: 500, $0)
        }
        return page.isEmpty ? nil : page
    }

    private func isGone(_ conflict: ConflictRecord) throws -> Bool {
        // What cannot be looked at is not known to be gone.
        do { return try folder.status(of: conflict.path) == nil } catch is FileError { return false }
    }

    /// A row whose file had moved, and is not at the new place either, is missing.
    private func remove(_ gone: [ConflictRecord]) throws {
        guard !gone.isEmpty else { return }
        let now = ISO8601.utc(services.time.now)
        try services.store.write { connection in
            for conflict in gone {
                try ConflictWriter.remove(conflict.id, connection)
                guard conflict.kind == .pathMismatch, let item = conflict.itemID, let path = conflict.itemPath else {
                    continue
                }
                try ConflictWriter.list(
                    .missingFile, storage: conflict.storage, path: path, item: item, at: now, connection)
            }
        }
    }
}
