import Glibc
import Media
import Model
import Platform

/// A finished file in the staging folder that is to take a place.
struct StagedFile {
    let name: [UInt8]
    let file: Descriptor
    /// What the readers found in it.
    let facts: Facts
}

/// The journaled sequence that puts a verified copy in a file's place (SAFETY.md section 1, *Replace*).
struct Replacement {
    let request: WriteRequest
    /// nil = the photo itself is written.
    let sidecar: SidecarForm?
    let photo: Subject
    /// The file that is replaced; nil = it is made (a new sidecar).
    let existing: Subject?

    /// - Parameters:
    ///   - entry: the row of an interrupted write that is done again.
    ///   - make: makes the new file in the staging folder and looks at it.
    /// - Throws: what `make` and the system calls throw; the file is as it was, and the journal says why. Only an error
    ///   after the rename leaves the row open, for the next start to decide.
    func run(
        journal: any FileJournal, resuming entry: Int64?,
        make: (Staging) throws -> StagedFile
    ) throws {
        let target = try self.target()
        let parent = try request.root.openParent(of: target)
        let staging = try Staging(for: parent, in: request.root)
        var intent = self.intent(staging)
        let entry = try journal.plan(intent, resuming: entry)
        let made: StagedFile
        do {
            made = try make(staging)
            try finishContent(of: made.file, in: parent, as: target)
            intent.details.newSHA256 = made.facts.digests.sha256
            intent.details.newSize = made.facts.digests.size
            try journal.prepare(entry, intent)
            try publish(made, from: staging, as: target.name, in: parent)
        } catch {
            // The first error is the one to tell. A row left open and its temporaries are found at the next start.
            _ = try? staging.clear()
            _ = try? journal.fail(entry, problem: Self.words(error))
            throw error
        }
        try SafeFile.flush(parent)
        if !staging.isBesideFile { try SafeFile.flush(staging.folder) }
        try journal.finish(entry, intent, WriteResult(facts: made.facts, status: try made.file.status()))
        try staging.clear()
    }

    private func target() throws -> RelativePath {
        guard let sidecar else { return request.photo }
        guard let path = sidecar.path(of: request.photo) else {
            throw FileError(.create, path: photo.display + ".xmp", code: ENAMETOOLONG)
        }
        return path
    }

    private func intent(_ staging: Staging) -> WriteIntent {
        WriteIntent(
            storage: request.storage, item: request.item, photo: request.photo,
            details: WriteDetails(
                changes: request.changes, sidecar: sidecar,
                oldSHA256: existing?.inspection.facts.digests.sha256,
                temporary: String(decoding: staging.token, as: UTF8.self), isBesideFile: staging.isBesideFile))
    }

    /// Steps 5 to 7: attributes, flush, and whether the original is still what it was.
    private func finishContent(of file: Descriptor, in parent: Folder, as target: RelativePath) throws {
        do {
            if let existing {
                try SafeFile.preserveAttributes(of: existing.file, on: file)
                if sidecar != nil { try SafeFile.setTimesToNow(of: file) }
            } else {
                try SafeFile.preserveOwnership(of: photo.file, on: file)
            }
            try SafeFile.flush(file)
        } catch let error as FileError { throw error.about(request.root.display(target)) }
        guard let existing else { return }
        guard let now = try parent.status(named: target.name), now.isUnchanged(existing.status),
            now.changedNanoseconds == existing.status.changedNanoseconds
        else { throw MetadataWriteError.changedMeanwhile(existing.display) }
    }

    private func publish(_ made: StagedFile, from staging: Staging, as name: [UInt8], in parent: Folder) throws {
        if existing == nil {
            try SafeFile.renameNew(made.name, in: staging.folder, to: name, in: parent)
        } else {
            try SafeFile.rename(made.name, in: staging.folder, to: name, in: parent)
        }
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let failure as any Failure: failure.reason
        case let refusal as EmbeddingRefusal: refusal.why
        default: "\(error)"
        }
    }
}
