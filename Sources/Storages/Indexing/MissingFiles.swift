package import Engine
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
    /// - Returns: the question when more than 10 % and at least 20 files are gone at once: then nothing is marked.
    func settle(_ left: [IndexComparison.MissingItem]) throws -> OperationError? {
        let missing = try stillExpected(left)
        let isDoubtful = missing.count >= 20 && missing.count * 10 > max(storage.fileCount, run.progress.total)
        let question = isDoubtful && !options.acceptMissing ? missing.count : 0
        try note(question)
        guard question == 0 else { return Self.doubt(question, storage) }
        try mark(missing)
        if options.dropMissing { try drop() }
        return nil
    }

    private static func doubt(_ missing: Int, _ storage: StorageRecord) -> OperationError {
        OperationError(
            storage.name, "\(missing) of its files are not there any more",
            hint: """
                If a drive is not mounted, connect it and resume. If they were deleted on purpose, re-index with \
                “accept missing files” (--accept-missing).
                """, severity: .unrecoverable)
    }

    /// The page of the operation asks about so many files; an earlier question is replaced.
    private func note(_ question: Int) throws {
        let asked = run.progress.counts[IndexQuestion.count] ?? 0
        guard asked != question else { return }
        var step = OperationRun.Step()
        step.counts[IndexQuestion.count] = question - asked
        try run.commit(step)
    }

    private func stillExpected(_ left: [IndexComparison.MissingItem]) throws -> [IndexComparison.MissingItem] {
        guard !left.isEmpty else { return [] }
        return try services.store.read { reading in
            try left.filter {
                try KnownItem.isExpected($0.id, at: ItemPlace(storage: storage.id, path: $0.path), reading)
            }
        }
    }

    private func mark(_ missing: [IndexComparison.MissingItem]) throws {
        let (id, now, lastSeen) = (storage.id, services.time.now, storage.lastIndexed)
        for start in stride(from: 0, to: missing.count, by: 500) {
            let part = missing[start..<min(start + 500, missing.count)]
            try run.commit(deciding: { writing in
                let writer = ItemWriter(writing, storage: id, now: now)
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
            try run.commit(step) { writing in
                for item in part { try ItemRemoval.forget(item, writing) }
            }
        }
    }
}

/// What a re-index asks before it takes many files as missing.
package enum IndexQuestion {
    fileprivate static let count = "doubtful"

    /// How many files an operation asks about; nil = it asks nothing.
    package static func missingFiles(_ operation: OperationDocument) -> Int? {
        guard operation.status == .paused, let files = operation.progress.counts[count], files > 0 else { return nil }
        return files
    }
}
