import CDeflate
import Glibc
package import Model

/// Reads a file once and computes all digests of it; one object is used for many files by one thread.
package final class FileDigester {
    /// Files up to this many bytes stay readable in `resident` after `read`.
    package static let residentLimit = 8 << 20
    /// Bytes of one read: they stay in the processor's cache while each digest passes over them.
    private static let piece = 256 << 10
    /// Bytes of the head; it lies in the first piece.
    private static let headCount = 4096

    private let buffer: UnsafeMutableRawBufferPointer
    private let md5 = RunningDigest(.md5)
    private let head = RunningDigest(.md5)
    private let sha256 = RunningDigest(.sha256)
    private var residentCount = 0

    package init() { buffer = .allocate(byteCount: Self.residentLimit, alignment: 4096) }

    deinit { buffer.deallocate() }

    /// The whole content of the file read last; empty when it was longer than `residentLimit`.
    /// Valid until the next `read`.
    package var resident: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[..<residentCount]) }

    /// Reads from the beginning to the end of file, whatever size the file claims, without moving its position.
    ///
    /// - Parameters:
    ///   - isForIdentity: SHA-256 alone; the other digests take twice the time and stay empty.
    ///   - each: called with every piece in order, to compute more in the same pass.
    package func read(
        _ descriptor: Int32, isForIdentity: Bool = false, each: (UnsafeRawBufferPointer) -> Void = { _ in }
    ) throws(FileError) -> Digests {
        md5.reset()
        head.reset()
        sha256.reset()
        residentCount = 0
        var size = 0
        var crc: UInt32 = 0
        while true {
            // Beyond the limit the pieces overwrite the beginning.
            let start = size < Self.residentLimit ? size : size % Self.piece
            let room = min(Self.piece, Self.residentLimit - start)
            let target = UnsafeMutableRawBufferPointer(rebasing: buffer[start..<start + room])
            let count = try Self.fill(target, descriptor, at: size)
            if count == 0 { break }
            let bytes = UnsafeRawBufferPointer(rebasing: target[..<count])
            sha256.update(bytes)
            if !isForIdentity {
                updateMD5(bytes, at: size)
                crc = libdeflate_crc32(crc, bytes.baseAddress, bytes.count)
            }
            each(bytes)
            size += count
            if count < room { break }
        }
        residentCount = size <= Self.residentLimit ? size : 0
        if isForIdentity {
            return Digests(md5: "", headMD5: "", sha256: sha256.finish(), crc32: "", size: Int64(size))
        }
        return Digests(
            md5: md5.finish(), headMD5: head.finish(), sha256: sha256.finish(), crc32: Self.hexadecimal(crc),
            size: Int64(size))
    }

    /// The digest of the head is that of the whole file when it has come so far.
    private func updateMD5(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        let isFirst = offset == 0
        let headCount = isFirst ? min(bytes.count, Self.headCount) : 0
        md5.update(UnsafeRawBufferPointer(rebasing: bytes[..<headCount]))
        if isFirst { head.become(md5) }
        md5.update(UnsafeRawBufferPointer(rebasing: bytes[headCount...]))
    }

    /// Fills the buffer; fewer bytes only at the end of the file, so that pieces stay aligned.
    private static func fill(
        _ target: UnsafeMutableRawBufferPointer, _ descriptor: Int32, at offset: Int
    ) throws(FileError) -> Int {
        var done = 0
        while done < target.count {
            let count = pread(
                descriptor, target.baseAddress?.advanced(by: done), target.count - done, off_t(offset + done))
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError(.read, path: nil, code: errno)
            }
            done += count
        }
        return done
    }

    private static func hexadecimal(_ crc: UInt32) -> String {
        withUnsafeBytes(of: crc.bigEndian) { Hex.encode($0) }
    }
}
