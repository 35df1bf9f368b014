import Glibc
package import Model
package import Platform

/// The trash of one storage, `.photostead/trash/`: files keep their paths below a folder that is named after the
/// occasion, and never leave their disk.
package struct TrashFolder: Sendable {
    private let root: Folder
    private let prefix: [UInt8]

    private static let folder = Array(".photostead/trash/".utf8)

    /// - Parameter occasion: a name of its own for each time something is put into the trash, such as an operation's id.
    package init(root: Folder, occasion: String) {
        self.root = root
        prefix = Self.folder + Array("\(occasion)/".utf8)
    }

    /// Whether a place in the trash belongs to an occasion whose name begins so.
    package static func isPlace(_ place: RelativePath, ofOccasion beginning: String) -> Bool {
        place.bytes.starts(with: folder + Array(beginning.utf8))
    }

    /// Where a file of the storage lies once it is in the trash.
    package func place(of path: RelativePath) -> RelativePath? { RelativePath(bytes: prefix + path.bytes) }

    /// Moves a file of the storage into the trash, durably; does nothing when a run that was killed has done it.
    ///
    /// - Throws: `FileError`, with ENOENT when it is neither here nor there.
    package func put(_ path: RelativePath) throws {
        guard let place = place(of: path) else {
            throw FileError(.rename, path: root.display(path), code: ENAMETOOLONG)
        }
        try Self.move(path, to: place, in: root)
    }

    /// As `put`, when another file may have taken the path since a run that was killed has done it.
    ///
    /// - Throws: as `put`.
    func putOnce(_ path: RelativePath) throws {
        guard let place = place(of: path), try root.status(of: place) == nil else { return }
        try put(path)
    }

    /// Moves a file within a storage, durably, to a path that must be free; makes its folders. Does nothing when a run
    /// that was killed has done it.
    ///
    /// - Throws: `FileError`: ENOENT when the file is at neither path, EEXIST when the new one is taken.
    package static func move(_ path: RelativePath, to newPath: RelativePath, in root: Folder) throws {
        let target = try newPath.parent.map { try SafeFile.makeFolders($0, in: root) } ?? root
        do {
            let source = try root.openParent(of: path)
            try SafeFile.renameNew(path.name, in: source, to: newPath.name, in: target)
            try SafeFile.flush(target)
            try SafeFile.flush(source)
        } catch let error as FileError where error.isMissing {
            guard try target.status(named: newPath.name) != nil else { throw error }
            try SafeFile.flush(target)
        }
    }
}
