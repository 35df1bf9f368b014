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
    /// neither = reported, nothing touched. Of what lies under the names of the write only the old and the new content
    /// and what was never finished are removed.
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
        let place = Place(path: target, parent: parent, root: root)
        let present = try occupant(of: place)
        let hash = present?.inspection.facts.digests.sha256
        if let staging = try Staging(of: intent.details, beside: parent, in: root) {
            if let problem = try clear(staging, intent.details, place, hash) { return try give(up: entry, problem) }
        }
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

    /// Where the file that is replaced stands.
    private struct Place {
        let path: RelativePath
        let parent: Folder
        let root: Folder
    }

    private func occupant(of place: Place) throws -> Subject? {
        guard try place.parent.status(named: place.path.name)?.kind == .file else { return nil }
        return try Subject(place.path, in: place.root, inspector: inspector, for: .record)
    }

    /// Removes what is ours; gives another program's file its place back when it was displaced a moment before the end.
    ///
    /// - Parameter present: hash of what stands in the place.
    /// - Returns: why the row has to be given up; nil = everything is cleared away.
    private func clear(
        _ staging: Staging, _ details: WriteDetails, _ place: Place, _ present: String?
    ) throws -> MetadataWriteError? {
        // Until the row is prepared nothing has changed places.
        guard let new = details.newSHA256 else {
            try staging.clear()
            return nil
        }
        var problem: MetadataWriteError?
        for name in try staging.names() {
            var hash = try self.hash(of: name, in: staging, place)
            if hash != new, hash != details.oldSHA256, present == new,
                try SafeFile.exchange(name, in: staging.folder, with: place.path.name, in: place.parent)
            {
                try SafeFile.flush(place.parent)
                problem = .changedMeanwhile(place.root.display(place.path))
                hash = try self.hash(of: name, in: staging, place)
            }
            if hash == new || hash == details.oldSHA256 {
                try SafeFile.remove(name, in: staging.folder)
            } else {
                problem = .undecided(place.root.display(place.path))
            }
        }
        return problem
    }

    private func hash(of name: [UInt8], in staging: Staging, _ place: Place) throws -> String {
        let file = OpenFile(descriptor: try staging.open(name), path: place.path, modifiedNanoseconds: 0)
        return try inspector.inspect(file, for: .identity).facts.digests.sha256
    }

    private func redo(_ entry: OpenJournalEntry, root: Folder, allowsHardLinks: Bool) throws -> RecoveredWrite {
        let intent = entry.intent
        let request = WriteRequest(
            root: root, storage: intent.storage, item: intent.item, photo: intent.photo,
            picture: intent.details.picture,
            changes: intent.details.changes, policy: intent.details.sidecar == nil ? .embed : .sidecar,
            allowsHardLinks: allowsHardLinks)
        do {
            let photo = try Subject(intent.photo, in: root, inspector: inspector)
            try photo.checkPicture(request)
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
