import CPlatform
import Glibc

/// The only place with system calls that change files (docs/safety.md section 1): each does one thing, checks it and
/// says which file failed and why. Names are the bytes of one component in an open folder.
package enum SafeFile {
    /// Creates a file that did not exist, open for reading and writing.
    ///
    /// - Throws: `FileError`, with EEXIST when the name is taken, be it by a link.
    package static func create(_ name: [UInt8], in folder: Folder, mode: UInt32 = 0o600) throws -> Descriptor {
        let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let number = try retrying(.create, folder.display(name: name)) {
            name.withTerminator { openat(folder.descriptor.number, $0, flags, mode) }
        }
        return Descriptor(owning: number)
    }

    /// Opens a file of our own to go on writing behind its last byte.
    ///
    /// - Throws: `FileError`: ENOENT when it is not there, ELOOP for a link.
    package static func reopen(_ name: [UInt8], in folder: Folder) throws -> Descriptor {
        let flags = O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let number = try retrying(.open, folder.display(name: name)) {
            name.withTerminator { openat(folder.descriptor.number, $0, flags) }
        }
        return Descriptor(owning: number)
    }

    /// Writes all bytes at the current position.
    ///
    /// - Throws: `FileError` without a path.
    package static func write(_ bytes: UnsafeRawBufferPointer, to file: Descriptor) throws {
        var done = 0
        while done < bytes.count, let base = bytes.baseAddress {
            let count = Glibc.write(file.number, base + done, bytes.count - done)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError(.write, path: nil, code: errno)
            }
            // POSIX leaves a write of 0 bytes open; going round for ever is no answer.
            guard count > 0 else { throw FileError(.write, path: nil, code: EIO) }
            done += count
        }
    }

    package static func write(_ bytes: [UInt8], to file: Descriptor) throws {
        try bytes.withUnsafeBytes { try write($0, to: file) }
    }

    /// Overwrites the bytes at `offset` of a file of our own.
    ///
    /// - Throws: `FileError` without a path.
    package static func overwrite(_ bytes: [UInt8], at offset: Int64, in file: Descriptor) throws {
        let count = try retrying(.write, nil) {
            bytes.withUnsafeBytes { pwrite(file.number, $0.baseAddress, $0.count, off_t(offset)) }
        }
        guard count == bytes.count else { throw FileError(.write, path: nil, code: EIO) }
    }

    /// Cuts or extends a file of our own.
    ///
    /// - Throws: `FileError` without a path.
    package static func resize(_ file: Descriptor, to size: Int64) throws {
        try retrying(.write, nil) { ftruncate(file.number, off_t(size)) }
    }

    /// Waits until content and attributes are on the disk. After an error the same descriptor must not be asked again:
    /// the kernel has dropped what it could not write.
    ///
    /// - Throws: `FileError` without a path.
    package static func flush(_ file: Descriptor) throws {
        // fsync(2) may be interrupted before it has written anything back; that is no lost write.
        try retrying(.flush, nil) { fsync(file.number) }
    }

    /// Waits until the names in a folder are on the disk.
    ///
    /// - Throws: `FileError`.
    package static func flush(_ folder: Folder) throws {
        do {
            try flush(folder.descriptor)
        } catch let error as FileError {
            // File systems without folders to flush (some FUSE ones) say EINVAL; there is nothing more to do there.
            guard error.code == EINVAL || error.code == ENOTSUP else { throw error.about(folder.displayPath) }
        }
    }

    /// Calls until it is not interrupted; -1 becomes an error.
    @discardableResult
    static func retrying<Result: SignedInteger>(
        _ action: FileError.Action, _ path: @autoclosure () -> String?, _ call: () -> Result
    ) throws -> Result {
        while true {
            let result = call()
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw FileError(action, path: path(), code: code) }
        }
    }
}
