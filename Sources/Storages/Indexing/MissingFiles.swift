import Engine
import Model
import Platform
import Store

/// Settles the rows that have no file at the end of a walk.
struct MissingFiles {
    let storage: StorageRecord
    let options: ReindexOptions
    let services: IndexServices
    let run: OperationRun

    /// - Parameter left: rows that the walk did not find; those that have found their files elsewhere are left out.
    /// - Throws: `OperationError` for more than 10 % and at least 20 files at once, before anything is marked.
    func settle(_ left: [IndexComparison.MissingItem]) throws {
        let missing = try stillExpected(left)
        if missing.count >= 20, missing.count * 10 > max(storage.fileCount, run.progress.total), !options.acceptMissing
        {
            throw OperationError(
                storage.name, "\(missing.count) of its files are not there any more",
                hint: """
                    If a drive is not mounted, connect it and resume. If they were deleted on purpose, re-index with \
                    “accept missing files” (--accept-missing).
                    """, severity: .unrecoverable)
        }
        try mark(missing)
        if options.dropMissing { try drop() }
    }

    private func stillExpected(_ left: [IndexComparison.MissingItem]) throws -> [IndexComparison.MissingItem] {
        guard !left.isEmpty else { return [] }
        return try services.store.read { connection in
            try left.filter {
                try KnownItem.isExpected($0.id, at: ItemPlace(storage: storage.id, path: $0.path), connection)
            }
        }
    }

    private func mark(_ missing: [IndexComparison.MissingItem]) throws {
        let (store, id, now, lastSeen) = (services.store, storage.id, services.time.now, storage.lastIndexed)
        for start in stride(from: 0, to: missing.count, by: 500) {
            let part = missing[start..<min(start + 500, missing.count)]
            try run.commit(deciding: { connection in
                let writer = ItemWriter(store: store, connection: connection, storage: id, now: now)
                let marked = try part.filter { try writer.markMissing($0.id, at: $0.path, lastSeen: lastSeen) }
                var step = OperationRun.Step()
                if !marked.isEmpty { step.counts["missing"] = marked.count }
                return step
            })
        }
    }

    /// Forgets everything that is missing, also what was missing before.
    private func drop() throws {
        let (store, id) = (services.store, storage.id)
        while true {
            let part = try store.read { try ItemRemoval.missing(storage: id, limit: 500, $0) }
            guard !part.isEmpty else { return }
            var step = OperationRun.Step()
            step.counts["dropped"] = part.count
            try run.commit(step) { connection in
                for item in part { try ItemRemoval.forget(item, connection) }
            }
        }
    }
}
