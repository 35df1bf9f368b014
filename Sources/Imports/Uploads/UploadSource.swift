import Glibc
import Intake
import Model
import Platform

/// What a browser has uploaded as the source of an import. It lies on the disk of the storage and is ours, so files get a
/// second name instead of being copied.
struct UploadSource: IntakeSource {
    private let files: FolderSource
    let folder: Folder

    /// - Throws: `FileError`.
    init(_ area: UploadArea, id: String) throws {
        folder = try area.files()
        files = try FolderSource(
            path: String(decoding: folder.canonicalPath(), as: UTF8.self), cacheName: "upload:" + id)
    }

    var cacheName: String { files.cacheName }

    func check() throws { try files.check() }

    func walk(stop: StopSignal, emit: (IntakeEntry) throws -> Bool) throws { try files.walk(stop: stop, emit: emit) }

    func open(_ path: RelativePath) throws -> Descriptor { try files.open(path) }

    func remove(_ path: RelativePath) throws { try files.remove(path) }

    func status(of path: RelativePath) throws -> FileStatus? { try files.status(of: path) }

    func album(of path: RelativePath) -> String { files.album(of: path) }

    func link(_ path: RelativePath, to name: [UInt8], in target: Folder) throws -> Bool {
        do {
            try SafeFile.link(path.name, in: folder.openParent(of: path), to: name, in: target)
            return true
        } catch let error as FileError where [EPERM, EOPNOTSUPP, EXDEV, EMLINK, ENOSYS].contains(error.code) {
            return false
        }
    }
}
