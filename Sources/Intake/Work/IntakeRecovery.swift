import Engine
import Media
import Model
import Platform
import Store

/// Settles the files that were under way when an import was killed or held: what stands at its target is finished, what
/// is finished under its temporary name is published, everything else starts again.
struct IntakeRecovery {
    let context: IntakeContext

    /// - Throws: `FileError` of the storage, `SQLiteError`; nothing is lost, the rows stay as they are.
    func run() throws {
        let session = context.session.key
        let open = try context.services.store.read { try ImportFileRecord.underWay(session: session, $0) }
        guard !open.isEmpty else { return }
        let publishing = context.publishing
        var files = open.map { IntakeFile(record: $0) }
        var arrived: [Int64: Int64] = [:]
        for index in files.indices {
            if let status = try place(of: files[index].record, publishing) {
                arrived[files[index].record.id] = status.modifiedNanoseconds
            } else {
                try publishing.discard(files[index].record)
                files[index].reopen()
            }
        }
        // Only now do the sidecars stand beside their photos.
        for index in files.indices where arrived[files[index].record.id] != nil {
            try read(&files[index])
            files[index].arrive()
        }
        try publishing.flush(files.map(\.record).filter { arrived[$0.id] != nil })
        try context.commit(files, arrived: arrived)
    }

    /// Brings a prepared file to its target unless it is there.
    ///
    /// - Returns: nil when it has to be copied again.
    private func place(of record: ImportFileRecord, _ publishing: IntakePublishing) throws -> FileStatus? {
        guard record.state == .prepared, let target = record.target, let temporary = record.temporary else {
            return nil
        }
        if let status = try context.root.status(of: target), isOurs(status, record) { return status }
        guard let folder = try folder(of: target), let status = try folder.status(named: temporary),
            isOurs(status, record)
        else { return nil }
        do {
            guard case .published(let published) = try publishing.publish(record) else { return nil }
            return published
        } catch let error as FileError {
            // No room for the trash folder, say: while the file that it replaces lies in its place, nothing is missing
            // without this one.
            guard try isComplete(without: record) else { throw error }
            return nil
        }
    }

    private func isComplete(without record: ImportFileRecord) throws -> Bool {
        guard let old = record.replaces else { return true }
        return try context.root.status(of: old) != nil
    }

    private func isOurs(_ status: FileStatus, _ record: ImportFileRecord) -> Bool {
        Int64(bitPattern: status.inode) == record.inode && status.size == record.size
    }

    private func folder(of target: RelativePath) throws -> Folder? {
        do { return try context.root.openParent(of: target) } catch let error as FileError where error.isMissing {
            return nil
        }
    }

    /// The facts as the undisturbed run had them: of the bytes at the target under the name in the source, which may
    /// tell a date or a type.
    private func read(_ file: inout IntakeFile) throws {
        guard let target = file.record.target else { return }
        let descriptor = try context.root.openFile(target)
        let open = OpenFile(
            descriptor: descriptor, path: file.record.path, modifiedNanoseconds: file.record.modifiedNanoseconds)
        // A source that is away now adds nothing to what the file says.
        if let candidate = try? context.source.candidate(at: file.record.path) { file.candidate = candidate }
        file.facts = try context.services.reader.facts(of: [open]).first?.get()
        try file.readSidecar(context)
    }
}
