import Glibc
package import Model

/// What this process may do with a file.
package enum FileAccess {
    /// Whether an absolute path names a program that can be started.
    package static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }
}

extension Folder {
    /// Whether a file beneath may be written: by permission, by mount, and by the wish of its owner, who has taken
    /// every write bit away (root would be allowed all the same).
    ///
    /// - Throws: `FileError`.
    package func mayWrite(_ path: RelativePath) throws -> Bool {
        let parent = try openParent(of: path)
        guard let status = try parent.status(named: path.name), status.mode & 0o222 != 0 else { return false }
        return path.name.withTerminator { faccessat(parent.descriptor.number, $0, W_OK, AT_EACCESS) } == 0
    }

    /// The names in this folder that begin with these bytes.
    ///
    /// - Throws: `FileError`.
    package func names(startingWith prefix: [UInt8]) throws -> [[UInt8]] {
        let number = ".".withCString { openat(descriptor.number, $0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard number >= 0 else { throw FileError(.list, path: displayPath, code: errno) }
        do {
            let listing = try FolderListing(of: Descriptor(owning: number))
            return listing.names.map { Array(listing[$0]) }.filter { $0.starts(with: prefix) }
        } catch let error as FileError { throw error.about(displayPath) }
    }
}
