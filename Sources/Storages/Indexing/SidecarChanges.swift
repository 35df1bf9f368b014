import Engine
import Media
import Model
import Platform
import Store

/// A sidecar that says something else than what was last read of its photo.
struct ChangedSidecar: Sendable {
    let photo: SidecarPhoto
    let text: PhotoText
}

/// Finds sidecars that another program has changed: their photos are as they were, so that the walk alone does not
/// notice. Decided by what the rows say, so that a crash loses nothing.
struct SidecarChanges {
    private let folder: Folder
    /// By the path of the sidecar.
    private let photos: [RelativePath: [SidecarPhoto]]

    /// Looks up the photos before their sidecars are read: who edits one after that is not overruled.
    init(_ files: [FileToRead], storage: Int64, folder: Folder, store: LibraryStore) throws {
        self.folder = folder
        let sidecars = files.map(\.path).filter(SidecarNames.isSidecar)
        guard !sidecars.isEmpty else {
            photos = [:]
            return
        }
        photos = try store.read { connection in
            var photos: [RelativePath: [SidecarPhoto]] = [:]
            for path in sidecars { photos[path] = try SidecarPhoto.beside(path, storage: storage, connection) }
            return photos
        }
    }

    /// - Parameter files: what was read of the files.
    func find(_ files: [ReadFile]) throws -> [ChangedSidecar] {
        var changed: [ChangedSidecar] = []
        for file in files {
            guard let beside = photos[file.file.path], case .facts(let facts) = file.reading else { continue }
            let (path, said) = (file.file.path, PhotoText(facts))
            for photo in beside where try isFirst(path, of: photo.path) {
                let text = photo.read.overlaid(by: said)
                if text != photo.read { changed.append(ChangedSidecar(photo: photo, text: text)) }
            }
        }
        return changed
    }

    /// Whether no sidecar of a better name lies there.
    private func isFirst(_ sidecar: RelativePath, of photo: RelativePath) throws -> Bool {
        for candidate in SidecarNames.candidates(of: photo) {
            if candidate == sidecar { return true }
            if try folder.status(of: candidate) != nil { return false }
        }
        return false
    }
}
