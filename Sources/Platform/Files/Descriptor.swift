import CPlatform
import Glibc

/// An open file descriptor; closed when its last owner lets go of it.
package final class Descriptor: Sendable {
    /// The number the kernel gave; valid as long as this object lives.
    package let number: Int32

    /// Takes over an open descriptor.
    package init(owning number: Int32) { self.number = number }

    // An error of close has nobody left to hear it; whatever must be durable has been fsynced before.
    deinit { close(number) }

    /// fstat(2) of the open file.
    ///
    /// - Throws: `FileError`.
    package func status() throws -> FileStatus {
        var raw = stat()
        guard fstat(number, &raw) == 0 else { throw FileError(.inspect, path: nil, code: errno) }
        return FileStatus(raw)
    }

    /// Number of the mount the file lies on; nil = the kernel does not tell (before 5.8).
    package var mountID: Int64? {
        let id = photostead_mount_id(number)
        return id < 0 ? nil : id
    }

    /// Reads up to `buffer.count` bytes at `offset` without moving the position; fewer only at the end of the file.
    ///
    /// - Throws: `FileError`.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
        var done = 0
        while done < buffer.count, let base = buffer.baseAddress {
            let count = pread(number, base + done, buffer.count - done, off_t(offset) + off_t(done))
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError(.read, path: nil, code: errno)
            }
            done += count
        }
        return done
    }

    /// The whole file, refused with EFBIG when it is longer than `limit` bytes.
    ///
    /// - Throws: `FileError`.
    package func readAll(limit: Int) throws -> [UInt8] {
        let size = try status().size
        guard size <= Int64(limit) else { throw FileError(.read, path: nil, code: EFBIG) }
        return try [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
            count = try read(into: UnsafeMutableRawBufferPointer(buffer), at: 0)
        }
    }
}
