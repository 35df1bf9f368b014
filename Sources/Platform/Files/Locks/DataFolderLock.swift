import CPlatform
import Glibc
import Model

/// The right to be the only process with a library open: flock(2) on a file of its own, held for life.
package final class DataFolderLock: Sendable {
    package static let fileName = "photostead.lock"
    private let file: Descriptor

    /// Takes the lock or says who holds it. The file stays when the lock is given back; only the flock counts.
    ///
    /// - Throws: `LockError.libraryInUse`, `FileError`.
    package init(in folder: Folder) throws {
        let path = folder.display(name: Array(Self.fileName.utf8))
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
        let number = Self.fileName.withCString { openat(folder.descriptor.number, $0, flags, 0o600) }
        guard number >= 0 else { throw FileError(.lock, path: path, code: errno) }
        file = Descriptor(owning: number)
        guard flock(number, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { throw FileError(.lock, path: path, code: errno) }
            throw LockError.libraryInUse(path: folder.displayPath, pid: Self.holder(in: file))
        }
        do {
            let text = Array("\(getpid())\n".utf8)
            try SafeFile.overwrite(text, at: 0, in: file)
            try SafeFile.resize(file, to: Int64(text.count))
        } catch let error as FileError { throw error.about(path) }
    }

    /// Whether a living process has the folder, for messages: taking the lock to find out would be in its way.
    package static func isHeld(in folder: Folder) -> Bool {
        // Without a file nobody has it.
        guard let name = RelativePath(fileName), let file = try? folder.openFile(name), let pid = holder(in: file)
        else {
            return false
        }
        return kill(pid, 0) == 0 || errno == EPERM
    }

    private static func holder(in file: Descriptor) -> Int32? {
        // Only for the message; the lock itself has already answered.
        guard let bytes = try? file.readAll(limit: 64) else { return nil }
        return Int32(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
