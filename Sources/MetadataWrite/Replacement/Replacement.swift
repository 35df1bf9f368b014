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

/// The journaled sequence that puts a verified copy in a file's place (docs/safety.md section 1, *Replace*).
struct Replacement {
    let request: WriteRequest
    /// nil = the photo itself is written.
    let sidecar: SidecarForm?
    let photo: Subject
    /// The file that is replaced; nil = it is made (a new sidecar).
    let existing: Subject?

    let inspector: any CopyInspector

    /// - Parameters:
    ///   - entry: the row of an interrupted write that is done again.
    ///   - make: makes the new file in the staging folder and looks at it.
    /// - Throws: what `make` and the system calls throw; the file is as it was, and the journal says why. An error after
    ///   the copy has its place, or while cleaning up, leaves the row open, for the next start to decide.
    func run(
        journal: any FileJournal, resuming entry: Int64?,
        make: (Staging) throws -> StagedFile
    ) throws {
        let target = try self.target()
        let parent = try request.root.openParent(of: target)
        let staging = try Staging(for: parent, in: request.root)
        var entry = entry
        do {
            try run(in: staging, parent, target, journal, &entry, make)
        } catch let error as FileError where error.code == EXDEV && !staging.isBesideFile {
            // What looks like one file system may be several to a rename: by quotas, for example.
            try run(in: Staging(beside: parent), parent, target, journal, &entry, make)
        }
    }

    private func run(
        in staging: Staging, _ parent: Folder, _ target: RelativePath, _ journal: any FileJournal,
        _ open: inout Int64?, _ make: (Staging) throws -> StagedFile
    ) throws {
        var intent = self.intent(staging)
        let entry = try journal.plan(intent, resuming: open)
        open = entry
        var publication: Publication?
        let made: StagedFile
        do {
            made = try make(staging)
            try finishContent(of: made.file, as: target)
            intent.details.newSHA256 = made.facts.digests.sha256
            intent.details.newSize = made.facts.digests.size
            try journal.prepare(entry, intent)
            let last = Publication(
                made: made, staging: staging, name: target.name, parent: parent, existing: existing,
                inspector: inspector)
            publication = last
            try last.run()
        } catch {
            giveUp(entry, in: staging, publication, journal, error)
            throw error
        }
        try SafeFile.flush(parent)
        // The original may go only now that its successor is certain to be found.
        try staging.clear()
        if !staging.isBesideFile { try SafeFile.flush(staging.folder) }
        try journal.finish(entry, intent, WriteResult(facts: made.facts, status: try made.file.status()))
    }

    /// Closes the row of a write that left the file as it was, if nothing of it is left either.
    private func giveUp(
        _ entry: Int64, in staging: Staging, _ publication: Publication?, _ journal: any FileJournal,
        _ problem: any Error
    ) {
        do {
            guard try publication?.isStaged() ?? true else { return }
            try staging.clear()
            try journal.fail(entry, problem: Self.words(problem))
        } catch {
            // The first error is the one to tell. The row stays open, and the next start removes the temporaries.
        }
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
                changes: request.changes, picture: request.picture, sidecar: sidecar,
                oldSHA256: existing?.inspection.facts.digests.sha256,
                temporary: String(decoding: staging.token, as: UTF8.self), isBesideFile: staging.isBesideFile))
    }

    /// Steps 5 and 6: attributes and flush.
    private func finishContent(of file: Descriptor, as target: RelativePath) throws {
        do {
            if let existing {
                try SafeFile.preserveAttributes(of: existing.file, on: file)
                if sidecar != nil { try SafeFile.setTimesToNow(of: file) }
            } else {
                try SafeFile.preserveOwnership(of: photo.file, on: file)
            }
            try SafeFile.flush(file)
        } catch let error as FileError { throw error.about(request.root.display(target)) }
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let failure as any Failure: failure.reason
        case let refusal as EmbeddingRefusal: refusal.why
        default: "\(error)"
        }
    }
}
