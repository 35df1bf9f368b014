import Glibc
import Media
import Model
package import Platform

/// What became of a write that a crash had interrupted.
package enum RecoveredWrite: Sendable, Hashable {
    /// The new content was in place already.
    case finished
    /// The old content was in place, and the write was done again.
    case redone
    /// The file was left alone, for this reason.
    case failed(String)
}

extension MetadataWriter {
    /// Decides one open row of the journal by hash: old content = the write is done again; new = it is finished;
    /// neither = reported, nothing touched. Temporaries of the write are removed first.
    ///
    /// - Parameters:
    ///   - root: the storage, which is online and writable; rows of others stay open.
    ///   - allowsHardLinks: as in the request that was interrupted.
    /// - Throws: only when the journal or the storage cannot be used; the row stays open.
    package func recover(
        _ entry: OpenJournalEntry, root: Folder, allowsHardLinks: Bool = false
    ) throws -> RecoveredWrite {
        let intent = entry.intent
        guard let target = intent.target, let parent = try openParent(of: target, in: root) else {
            return try give(up: entry, MetadataWriteError.undecided(root.display(intent.photo)))
        }
        try Staging(of: intent.details, beside: parent, in: root)?.clear()
        let exists = try parent.status(named: target.name)?.kind == .file
        let present = exists ? try Subject(target, in: root, inspector: inspector, for: .record) : nil
        let hash = present?.inspection.facts.digests.sha256
        if let present, hash == intent.details.newSHA256 {
            try SafeFile.flush(parent)
            let result = WriteResult(facts: present.inspection.facts, status: present.status)
            try journal.finish(entry.number, intent, result)
            return .finished
        }
        guard hash == intent.details.oldSHA256 else {
            return try give(up: entry, MetadataWriteError.undecided(root.display(target)))
        }
        return try redo(entry, root: root, allowsHardLinks: allowsHardLinks)
    }

    private func redo(_ entry: OpenJournalEntry, root: Folder, allowsHardLinks: Bool) throws -> RecoveredWrite {
        let intent = entry.intent
        let request = WriteRequest(
            root: root, storage: intent.storage, item: intent.item, photo: intent.photo,
            changes: intent.details.changes, policy: intent.details.sidecar == nil ? .embed : .sidecar,
            allowsHardLinks: allowsHardLinks)
        do {
            let photo = try Subject(intent.photo, in: root, inspector: inspector)
            if let form = intent.details.sidecar {
                _ = try writeSidecar(
                    SidecarEdit(form: form, isComplete: true), request, photo: photo, resuming: entry.number)
            } else {
                _ = try embed(request, photo: photo, resuming: entry.number)
            }
            return .redone
        } catch let refusal as EmbeddingRefusal {
            try journal.fail(entry.number, problem: refusal.why)
            return .failed(refusal.why)
        } catch let failure as any Failure {
            return try give(up: entry, failure)
        }
    }

    private func give(up entry: OpenJournalEntry, _ failure: any Failure) throws -> RecoveredWrite {
        try journal.fail(entry.number, problem: failure.reason)
        return .failed(failure.reason)
    }

    /// nil when the folder is gone.
    private func openParent(of path: RelativePath, in root: Folder) throws -> Folder? {
        do {
            return try root.openParent(of: path)
        } catch let error as FileError where error.code == ENOENT || error.code == ENOTDIR { return nil }
    }
}
