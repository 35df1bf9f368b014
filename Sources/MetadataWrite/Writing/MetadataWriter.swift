import Media
package import Model
import Platform

/// Writes ratings and texts into photos or their sidecars so that a crash at any moment leaves the old file or the new
/// one, and only after readers that did not write it have accepted it (docs/safety.md section 1, docs/metadata.md
/// section 3).
///
/// May be used by several threads at once; one write of one photo at a time is the caller's affair.
package final class MetadataWriter: Sendable {
    let journal: any FileJournal
    let inspector: any CopyInspector
    /// nil = not installed: everything goes to sidecars.
    let exifTool: ExifTool?

    /// What a crash left open, oldest first.
    package func openEntries() throws -> [OpenJournalEntry] { try journal.openEntries() }

    package init(journal: any FileJournal, inspector: any CopyInspector, exifTool: ExifTool?) {
        self.journal = journal
        self.inspector = inspector
        self.exifTool = exifTool
    }

    /// Brings the changes into the file, its sidecar or both. What stands there already is not written again; a photo
    /// that was never rated is not touched by taking its rating away.
    ///
    /// - Throws: `MetadataWriteError`, `FileError`, what the journal and the readers throw; the file is as it was.
    package func write(_ request: WriteRequest) throws -> WriteOutcome {
        let photo = try Subject(request.photo, in: request.root, inspector: inspector)
        try photo.checkPicture(request)
        var outcome = WriteOutcome()
        var needsSidecar = request.policy != .embed
        if request.policy != .sidecar {
            do {
                if try embed(request, photo: photo, resuming: nil) { outcome.places.append(.file) }
            } catch let refusal as EmbeddingRefusal {
                needsSidecar = true
                outcome.note = refusal.why
            } catch let error as MetadataWriteError where error.isAnsweredBySidecar {
                needsSidecar = true
                outcome.note = error.reason
            }
        }
        let form = try SidecarForm.existing(for: request.photo, in: request.root)
        guard needsSidecar || form != nil else { return outcome }
        let edit = SidecarEdit(form: form ?? .added, isComplete: needsSidecar)
        if let path = try writeSidecar(edit, request, photo: photo, resuming: nil) {
            outcome.places.append(.sidecar(path))
        }
        return outcome
    }

    /// Writes into the photo itself.
    ///
    /// - Returns: false when everything stands there already.
    /// - Throws: `EmbeddingRefusal` when a sidecar is the answer.
    func embed(_ request: WriteRequest, photo: Subject, resuming entry: Int64?) throws -> Bool {
        let changes = request.changes.missing(in: photo.inspection.values)
        if changes.isEmpty {
            if let entry { try journal.fail(entry, problem: "nothing was left to do") }
            return false
        }
        guard let format = EmbeddedFormat(photo.inspection.facts) else {
            throw EmbeddingRefusal(why: "this format is not written into")
        }
        if let gap = photo.inspection.gap { throw EmbeddingRefusal(why: "not everything in it could be read (\(gap))") }
        guard let exifTool else { throw EmbeddingRefusal(why: "exiftool is not installed") }
        guard try request.root.mayWrite(request.photo) else {
            throw EmbeddingRefusal(why: "the file is write-protected")
        }
        try photo.checkLinks(request)
        let edits = TagEdits(changes, present: Set(photo.inspection.tags.keys))
        let replacement = Replacement(
            request: request, sidecar: nil, photo: photo, existing: photo, inspector: inspector)
        try replacement.run(journal: journal, resuming: entry) { staging in
            let edit = StagedEdit(staging: staging, exifTool: exifTool, fileExtension: format.fileExtension)
            let made = try edit.run(on: photo, edits: edits)
            let copy = try inspector.inspect(photo.opened(made.file), for: .record)
            let comparison = CopyComparison(original: photo.inspection, copy: copy, edits: edits)
            if let why = try comparison.difference() ?? decodingDifference(format, photo, made.file) {
                throw MetadataWriteError.verificationFailed(photo.display, why: why)
            }
            return StagedFile(name: made.name, file: made.file, facts: copy.facts)
        }
        return true
    }

    /// - Returns: nil when the copy decodes, or does not where the original did not either.
    private func decodingDifference(_ format: EmbeddedFormat, _ photo: Subject, _ copy: Descriptor) throws -> String? {
        if format.isReadInOrder { return nil }
        guard let problem = try inspector.decodingProblem(of: photo.opened(copy)),
            try inspector.decodingProblem(of: photo.opened(photo.file)) == nil
        else { return nil }
        return "it no longer decodes (\(problem))"
    }
}

/// Where a write went.
package struct WriteOutcome: Sendable, Hashable {
    package enum Place: Sendable, Hashable {
        case file
        case sidecar(RelativePath)
    }

    /// Empty = everything stood there already.
    package var places: [Place] = []
    /// Why a sidecar was written although the file was meant; nil = it was not.
    package var note: String?
}
