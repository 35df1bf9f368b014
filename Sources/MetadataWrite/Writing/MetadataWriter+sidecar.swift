import Glibc
import Media
import Model
import Platform

extension MetadataWriter {
    /// Brings the changes into the sidecar.
    ///
    /// - Returns: its path; nil when it says the right thing already.
    func writeSidecar(
        _ edit: SidecarEdit, _ request: WriteRequest, photo: Subject, resuming entry: Int64?
    ) throws -> RelativePath? {
        guard let path = edit.form.path(of: request.photo) else {
            throw FileError(.create, path: photo.display + ".xmp", code: ENAMETOOLONG)
        }
        let exists = try request.root.status(of: path) != nil
        let existing = exists ? try Subject(path, in: request.root, inspector: inspector) : nil
        let current = existing.map { MetadataValues(sidecarTags: $0.inspection.tags) }
        let changes = edit.needed(request.changes, sidecar: current, photo: photo.inspection.values)
        if changes.isEmpty {
            if let entry { try journal.fail(entry, problem: "nothing was left to do") }
            return nil
        }
        try existing?.checkLinks(request)
        let keepsZero = edit.isComplete && photo.inspection.values.rating ?? 0 != 0
        let wanted = (current ?? MetadataValues()).applying(changes, keepsZero: keepsZero)
        let replacement = Replacement(
            request: request, sidecar: edit.form, photo: photo, existing: existing, inspector: inspector)
        try replacement.run(journal: journal, resuming: entry) { staging in
            if let existing, try !isOurs(existing) {
                let edits = TagEdits(changes, present: Set(existing.inspection.tags.keys), keepsZero: keepsZero)
                return try editSidecar(existing, edits, staging)
            }
            return try makeSidecar(path, in: request.root, SidecarDocument(values: wanted), staging)
        }
        return path
    }

    /// Whether a sidecar holds, to the byte, nothing but what we can write again.
    private func isOurs(_ sidecar: Subject) throws -> Bool {
        let document = SidecarDocument(values: MetadataValues(sidecarTags: sidecar.inspection.tags)).bytes
        guard sidecar.status.size == Int64(document.count) else { return false }
        return try sidecar.file.readAll(limit: document.count) == document
    }

    private func makeSidecar(_ path: RelativePath, in root: Folder, _ document: SidecarDocument, _ staging: Staging)
        throws -> StagedFile
    {
        let name = staging.name(".xmp")
        let file = try SafeFile.create(name, in: staging.folder)
        do {
            try SafeFile.write(document.bytes, to: file)
        } catch let error as FileError { throw error.about(root.display(path)) }
        let found = try inspector.inspect(
            OpenFile(descriptor: file, path: path, modifiedNanoseconds: 0), for: .record)
        guard MetadataValues(sidecarTags: found.tags) == document.values else {
            throw MetadataWriteError.verificationFailed(
                path.display, why: "another reader does not find the new values in it")
        }
        return StagedFile(name: name, file: file, facts: found.facts)
    }

    private func editSidecar(_ sidecar: Subject, _ edits: TagEdits, _ staging: Staging) throws -> StagedFile {
        guard let exifTool else { throw MetadataWriteError.toolMissing(sidecar.display) }
        let edit = StagedEdit(staging: staging, exifTool: exifTool, fileExtension: "xmp")
        let made: (name: [UInt8], file: Descriptor)
        do {
            made = try edit.run(on: sidecar, edits: edits)
        } catch let refusal as EmbeddingRefusal {
            throw MetadataWriteError.refused(sidecar.display, why: refusal.why)
        }
        let copy = try inspector.inspect(sidecar.opened(made.file), for: .record)
        let comparison = CopyComparison(original: sidecar.inspection, copy: copy, edits: edits)
        if let why = comparison.textDifference() {
            throw MetadataWriteError.verificationFailed(sidecar.display, why: why)
        }
        return StagedFile(name: made.name, file: made.file, facts: copy.facts)
    }
}
