import CPlatform
import Glibc
package import Model

/// An open folder, from which files beneath it are reached without following any link.
package final class Folder: Sendable {
    package let descriptor: Descriptor
    /// Where it was opened, for messages only.
    package let displayPath: String

    init(descriptor: Descriptor, displayPath: String) {
        self.descriptor = descriptor
        self.displayPath = displayPath
    }

    /// Opens a folder the user named; links in `path` itself are followed.
    ///
    /// - Throws: `FileError`, with ENOTDIR when it is no folder.
    package convenience init(path: [UInt8]) throws {
        let display = String(decoding: path, as: UTF8.self)
        let number = path.withTerminator { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard number >= 0 else { throw FileError(.open, path: display, code: errno) }
        self.init(descriptor: Descriptor(owning: number), displayPath: display)
    }

    package convenience init(path: String) throws { try self.init(path: Array(path.utf8)) }

    /// Opens a regular file beneath for reading.
    ///
    /// - Throws: `FileError`: ELOOP for a link anywhere in the path, EMEDIUMTYPE when it is no regular file.
    package func openFile(_ path: RelativePath) throws -> Descriptor {
        let file = try openBeneath(path, flags: O_RDONLY)
        switch try file.status().kind {
        case .file: return file
        case .folder: throw FileError(.open, path: display(path), code: EISDIR)
        case .symlink, .special: throw FileError(.open, path: display(path), code: EMEDIUMTYPE)
        }
    }

    /// Opens a folder beneath.
    ///
    /// - Throws: `FileError`: ELOOP for a link anywhere in the path, ENOTDIR when it is no folder.
    package func openFolder(_ path: RelativePath) throws -> Folder {
        Folder(descriptor: try openBeneath(path, flags: O_RDONLY | O_DIRECTORY), displayPath: display(path))
    }

    /// The folder that holds `path`; this one for a path of one component.
    ///
    /// - Throws: `FileError`.
    package func openParent(of path: RelativePath) throws -> Folder {
        guard let parent = path.parent else { return self }
        return try openFolder(parent)
    }

    /// lstat(2) of something beneath; nil when nothing is there.
    ///
    /// - Throws: `FileError`.
    package func status(of path: RelativePath) throws -> FileStatus? {
        do {
            return try openParent(of: path).status(named: path.name)
        } catch let error as FileError where error.code == ENOENT { return nil }
    }

    /// lstat(2) of a name in this folder; nil when nothing is there.
    ///
    /// - Throws: `FileError`.
    package func status(named name: [UInt8]) throws -> FileStatus? {
        var raw = stat()
        let failed = name.withTerminator { fstatat(descriptor.number, $0, &raw, AT_SYMLINK_NOFOLLOW) } != 0
        if failed, errno == ENOENT { return nil }
        guard !failed else { throw FileError(.inspect, path: display(name: name), code: errno) }
        return FileStatus(raw)
    }

    /// For messages only.
    package func display(_ path: RelativePath) -> String { display(name: path.bytes) }

    func display(name: [UInt8]) -> String {
        let separator = displayPath.hasSuffix("/") ? "" : "/"
        return displayPath + separator + String(decoding: name, as: UTF8.self)
    }

    private func openBeneath(_ path: RelativePath, flags: Int32) throws -> Descriptor {
        // A pipe would block and a terminal would become ours without O_NONBLOCK and O_NOCTTY.
        let strict = flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
        while true {
            let number = path.bytes.withTerminator {
                photostead_openat2(descriptor.number, $0, strict, 0, photostead_resolve_strict)
            }
            if number >= 0 { return Descriptor(owning: number) }
            // openat2(2): EAGAIN says that a rename elsewhere made the check uncertain.
            guard errno == EAGAIN || errno == EINTR else { throw FileError(.open, path: display(path), code: errno) }
        }
    }
}

extension [UInt8] {
    /// Lends the bytes as a C string. A name with a NUL in it ends there, so callers pass names without one.
    func withTerminator<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
        try withUnsafeTemporaryAllocation(byteCount: count + 1, alignment: 1) { buffer in
            buffer.copyBytes(from: self)
            buffer[count] = 0
            guard let base = buffer.baseAddress else { preconditionFailure("a buffer of at least one byte is empty") }
            return try body(base.assumingMemoryBound(to: CChar.self))
        }
    }
}
