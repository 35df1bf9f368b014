import CPlatform
import Glibc

extension SafeFile {
    /// Renames, replacing what stands at the new name.
    ///
    /// - Throws: `FileError`.
    package static func rename(_ name: [UInt8], in folder: Folder, to newName: [UInt8], in target: Folder) throws {
        try retrying(.rename, folder.display(name: name)) {
            name.withTerminator { old in
                newName.withTerminator { new in
                    renameat(folder.descriptor.number, old, target.descriptor.number, new)
                }
            }
        }
    }

    /// Renames to a name that must be free.
    ///
    /// - Throws: `FileError`, with EEXIST about the new name when it is taken.
    package static func renameNew(_ name: [UInt8], in folder: Folder, to newName: [UInt8], in target: Folder) throws {
        let result = name.withTerminator { old in
            newName.withTerminator { new in
                photostead_rename_new(folder.descriptor.number, old, target.descriptor.number, new)
            }
        }
        if result == 0 { return }
        switch errno {
        // The file system knows no RENAME_NOREPLACE: a link fails on a taken name just as well.
        case EINVAL, ENOSYS, ENOTSUP:
            try link(name, in: folder, to: newName, in: target)
            try remove(name, in: folder)
        case EEXIST: throw FileError(.rename, path: target.display(name: newName), code: EEXIST)
        case let code: throw FileError(.rename, path: folder.display(name: name), code: code)
        }
    }

    /// Lets two names change places at once, so that what stood at the new name is still there to be looked at.
    ///
    /// - Returns: false when the file system cannot (exFAT, NFS, some FUSE ones); nothing has happened then.
    /// - Throws: `FileError`, with ENOENT when one of the names is gone. Never tried twice: a second time undoes it.
    package static func exchange(
        _ name: [UInt8], in folder: Folder, with newName: [UInt8], in target: Folder
    ) throws -> Bool {
        let result = name.withTerminator { old in
            newName.withTerminator { new in
                photostead_rename_exchange(folder.descriptor.number, old, target.descriptor.number, new)
            }
        }
        if result == 0 { return true }
        switch errno {
        case EINVAL, ENOSYS, ENOTSUP: return false
        case let code: throw FileError(.rename, path: target.display(name: newName), code: code)
        }
    }

    /// Gives a file a second name, which must be free.
    ///
    /// - Throws: `FileError`; EPERM or ENOTSUP where the file system has no hard links.
    package static func link(_ name: [UInt8], in folder: Folder, to newName: [UInt8], in target: Folder) throws {
        try retrying(.link, target.display(name: newName)) {
            name.withTerminator { old in
                newName.withTerminator { new in
                    linkat(folder.descriptor.number, old, target.descriptor.number, new, 0)
                }
            }
        }
    }

    /// Removes a file's name.
    ///
    /// - Returns: false when it was not there.
    /// - Throws: `FileError`.
    @discardableResult
    package static func remove(_ name: [UInt8], in folder: Folder) throws -> Bool {
        do {
            try retrying(.remove, folder.display(name: name)) {
                name.withTerminator { unlinkat(folder.descriptor.number, $0, 0) }
            }
            return true
        } catch let error as FileError where error.code == ENOENT { return false }
    }

    /// Removes an empty folder.
    ///
    /// - Returns: false when it was not there.
    /// - Throws: `FileError`; ENOTEMPTY when something lies in it.
    @discardableResult
    package static func removeFolder(_ name: [UInt8], in folder: Folder) throws -> Bool {
        do {
            try retrying(.remove, folder.display(name: name)) {
                name.withTerminator { unlinkat(folder.descriptor.number, $0, AT_REMOVEDIR) }
            }
            return true
        } catch let error as FileError where error.code == ENOENT { return false }
    }

    /// Opens a folder, making it durably where it is missing; a link in its place is refused.
    ///
    /// - Throws: `FileError`.
    package static func makeFolder(_ name: [UInt8], in folder: Folder, mode: UInt32 = 0o777) throws -> Folder {
        let path = folder.display(name: name)
        let made = name.withTerminator { mkdirat(folder.descriptor.number, $0, mode) }
        if made == 0 {
            try flush(folder)
        } else if errno != EEXIST {
            throw FileError(.createFolder, path: path, code: errno)
        }
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let number = try retrying(.open, path) { name.withTerminator { openat(folder.descriptor.number, $0, flags) } }
        return Folder(descriptor: Descriptor(owning: number), displayPath: path)
    }
}
