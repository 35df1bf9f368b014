import Glibc
import Model
import Platform
import Store

/// Gives verified copies their names in the storage.
struct IntakePublishing {
    let root: Folder
    /// Where files that are replaced go.
    let trash: TrashFolder

    /// How a publication ended.
    enum Outcome {
        case published(FileStatus)
        /// Somebody has taken the name meanwhile.
        case taken
        /// The target does not take a name like this.
        case refused
    }

    /// Renames the temporary to its target, after what it replaces has gone to the trash; folders are not flushed yet.
    ///
    /// - Throws: `FileError` of the target.
    func publish(_ file: ImportFileRecord) throws -> Outcome {
        guard let target = file.target, let temporary = file.temporary else { return .refused }
        let folder = try root.openParent(of: target)
        if let old = file.replaces { try trash.put(old) }
        do {
            try SafeFile.renameNew(temporary, in: folder, to: target.name, in: folder)
        } catch let error as FileError {
            switch error.code {
            case EEXIST: return .taken
            case ENAMETOOLONG, EINVAL, EILSEQ: return .refused
            default: throw error
            }
        }
        guard let status = try folder.status(named: target.name) else {
            throw FileError(.inspect, path: root.display(target), code: ENOENT)
        }
        return .published(status)
    }

    /// Makes the names in the folders of these files last.
    ///
    /// - Throws: `FileError`.
    func flush(_ files: [ImportFileRecord]) throws {
        for folder in Set(files.compactMap { $0.target.map { $0.parent?.bytes ?? [] } }) {
            try SafeFile.flush(RelativePath(bytes: folder).map { try root.openFolder($0) } ?? root)
        }
    }

    /// Removes the temporary of a file that will not be published.
    ///
    /// - Throws: `FileError`.
    func discard(_ file: ImportFileRecord) throws {
        guard let target = file.target, let temporary = file.temporary, SafeFile.isTemporary(temporary) else { return }
        do {
            try SafeFile.remove(temporary, in: root.openParent(of: target))
        } catch let error as FileError where error.isMissing {
            // Its folder is gone, and so is the temporary.
        }
    }
}
