import Media
import Model
import Platform

/// A file opened and looked at before it is replaced.
struct Subject {
    let path: RelativePath
    let file: Descriptor
    /// As it was before anything was read.
    let status: FileStatus
    let inspection: Inspection
    /// For messages only.
    let display: String

    init(
        _ path: RelativePath, in root: Folder, inspector: any CopyInspector, for digests: DigestUse = .identity
    ) throws {
        self.path = path
        display = root.display(path)
        file = try root.openFile(path)
        status = try file.status()
        inspection = try inspector.inspect(
            OpenFile(descriptor: file, path: path, modifiedNanoseconds: status.modifiedNanoseconds), for: digests)
    }

    /// Refuses a file that took the place of the one that is meant.
    func checkPicture(_ request: WriteRequest) throws {
        guard let picture = request.picture, !picture.isShown(by: inspection.facts) else { return }
        throw MetadataWriteError.anotherPicture(display)
    }

    /// Refuses to separate the names of one file without consent.
    func checkLinks(_ request: WriteRequest) throws {
        guard status.linkCount == 1 || request.allowsHardLinks else {
            throw MetadataWriteError.hardLinks(display, count: status.linkCount)
        }
    }

    /// A copy of the file, for the readers.
    func opened(_ copy: Descriptor) -> OpenFile {
        OpenFile(descriptor: copy, path: path, modifiedNanoseconds: status.modifiedNanoseconds)
    }
}
