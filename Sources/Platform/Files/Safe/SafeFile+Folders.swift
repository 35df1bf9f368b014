package import Model

extension SafeFile {
    /// Opens a folder by its absolute path, making every one on the way that is absent, for its owner alone (0700).
    ///
    /// - Throws: `FileError`.
    package static func makeFolders(_ path: String) throws -> Folder {
        do {
            return try Folder(path: path)
        } catch let error as FileError where error.isMissing {
            guard let slash = path.lastIndex(of: "/"), path.count > 1 else { throw error }
            let name = path[path.index(after: slash)...]
            let parent = try makeFolders(slash == path.startIndex ? "/" : String(path[..<slash]))
            return name.isEmpty ? parent : try makeFolder(Array(name.utf8), in: parent, mode: 0o700)
        }
    }

    /// Opens a folder beneath another one, making every one on the way that is absent; links in their place are refused.
    ///
    /// - Throws: `FileError`.
    package static func makeFolders(_ path: RelativePath, in root: Folder, mode: UInt32 = 0o777) throws -> Folder {
        do {
            return try root.openFolder(path)
        } catch let error as FileError where error.isMissing {
            let parent = try path.parent.map { try makeFolders($0, in: root, mode: mode) } ?? root
            return try makeFolder(path.name, in: parent, mode: mode)
        }
    }
}
