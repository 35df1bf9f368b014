import Glibc
import Media
import Model
import Platform
import Store

/// Finds out which files of an import are still as the import left them. A unit in which anything was edited stays as a
/// whole.
struct RollbackJudge {
    let storage: StorageRecord
    let root: Folder
    let store: LibraryStore

    init(storage: StorageRecord, root: Folder, store: LibraryStore) {
        self.storage = storage
        self.root = root
        self.store = store
    }

    /// - Throws: `FileError` of the storage, `SQLiteError`.
    func judge(_ unit: IntakeUnit) throws -> [RollbackFile] {
        var files: [RollbackFile] = []
        for record in unit.files.map(\.record) {
            guard let target = record.target else { continue }
            var file = RollbackFile(record: record, target: target, finding: .unchanged, replaced: nil)
            file.placed = try placed(record, target)
            file.finding = file.placed != nil ? .underWay : try look(at: record, target)
            if record.replaces != nil { file.replaced = try replaced(by: record, target) }
            files.append(file)
        }
        if !files.contains(where: { $0.finding == .underWay }) { try keepTogether(&files) }
        return files
    }

    /// Only what lies in the trash already was taken out; what was about to be moved may have been edited since.
    private func placed(_ record: ImportFileRecord, _ target: RelativePath) throws -> RelativePath? {
        let rows = try store.read { try TrashRecord.all(session: record.session, path: target, $0) }
        for row in rows where row.state == .planned {
            guard TrashFolder.isPlace(row.trashPath, ofOccasion: Rollback.occasion) else { continue }
            if try status(of: row.trashPath) != nil { return row.trashPath }
        }
        return nil
    }

    private func keepTogether(_ files: inout [RollbackFile]) throws {
        if let lead = files.first, case .gone = lead.finding {
            for index in files.indices where files[index].finding == .unchanged {
                files[index].finding = .kept("\(lead.target.displayName), which it belongs to, was moved or renamed")
            }
        }
        if let sidecar = try newSidecar(of: files) {
            for index in files.indices where files[index].finding == .unchanged {
                files[index].finding = .kept("\(sidecar.displayName) was written for it after the import")
            }
        }
        guard let edited = files.first(where: { if case .kept = $0.finding { true } else { false } }) else { return }
        for index in files.indices where files[index].finding == .unchanged {
            files[index].finding = .kept("it belongs to \(edited.target.displayName)")
        }
    }

    private func look(at record: ImportFileRecord, _ target: RelativePath) throws -> RollbackFinding {
        if let id = record.mediaID, let finding = try look(atItem: id, of: record.session, target) { return finding }
        guard let status = try status(of: target) else { return .gone("it is no longer where it was put") }
        let isSame =
            status.size == record.size && status.modifiedNanoseconds == record.modifiedNanoseconds
            && Int64(bitPattern: status.inode) == record.inode
        if isSame { return .unchanged }
        guard status.size == record.size, try Self.sha256(of: target, in: root) == record.sha256 else {
            return .kept("it has changed since the import")
        }
        return .unchanged
    }

    /// What the library knows of it without looking at the disk.
    private func look(atItem id: String, of session: Int64, _ target: RelativePath) throws -> RollbackFinding? {
        try store.read { connection in
            guard let item = try ItemDetails.find(id, connection) else { return nil }
            if item.storage.id == storage.id, item.path != target, item.state == .present {
                return .kept("it was moved to \(item.path.display)")
            }
            if try ItemWriter.session(of: id, connection) != session {
                return .kept("another import has brought it, too")
            }
            let isWaiting = try PendingWrite.changes(ofItem: id, connection) != nil
            return isWaiting ? .kept("a change of it waits to be written") : nil
        }
    }

    private func status(of path: RelativePath) throws -> FileStatus? {
        do {
            return try root.status(of: path)
        } catch let error as FileError where error.isMissing || error.code == ENOTDIR { return nil }
    }

    /// Reads the whole file.
    static func sha256(of path: RelativePath, in root: Folder) throws -> String {
        let file = try root.openFile(path)
        return try withExtendedLifetime(file) {
            try FileDigester().read(file.number, isForIdentity: true).sha256
        }
    }

    /// A sidecar that stands beside a photo of the unit and did not come with it.
    private func newSidecar(of files: [RollbackFile]) throws -> RelativePath? {
        let targets = Set(files.map(\.target))
        for file in files where file.record.mediaID != nil {
            for name in SidecarNames.candidates(of: file.target) where !targets.contains(name) {
                if try status(of: name) != nil { return name }
            }
        }
        return nil
    }

    /// The file that this one put into the trash when it took its place.
    private func replaced(by record: ImportFileRecord, _ target: RelativePath) throws -> TrashRecord? {
        try store.read { try TrashRecord.all(session: record.session, path: target, $0) }
            .first { !TrashFolder.isPlace($0.trashPath, ofOccasion: Rollback.occasion) }
    }
}
