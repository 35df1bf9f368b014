import CPlatform
import Glibc

extension SafeFile {
    /// Copies a whole file to the current position of another, inside the kernel where it can.
    ///
    /// - Returns: the number of bytes.
    /// - Throws: `FileError` without a path.
    @discardableResult
    package static func copy(_ source: Descriptor, to target: Descriptor) throws -> Int64 {
        try retrying(.read, nil) { lseek(source.number, 0, SEEK_SET) }
        var total: Int64 = 0
        while true {
            let count = photostead_copy_range(source.number, target.number, 1 << 30)
            if count == 0 { return total }
            if count > 0 {
                total += Int64(count)
                continue
            }
            switch errno {
            case EINTR: continue
            // Not between these two file systems, or not for this kind of file.
            case EXDEV, ENOSYS, EINVAL, ENOTSUP, EBADF:
                return try copy(source, to: target, from: total) { _ in }
            case let code: throw FileError(.copy, path: nil, code: code)
            }
        }
    }

    /// Copies by reading and writing from `offset` on; `eachBlock` sees every byte in order, to compute digests.
    ///
    /// - Returns: the offset reached: the file's length, unless it grew meanwhile.
    /// - Throws: `FileError` without a path.
    @discardableResult
    package static func copy(
        _ source: Descriptor, to target: Descriptor, from offset: Int64 = 0,
        eachBlock: (UnsafeRawBufferPointer) -> Void
    ) throws -> Int64 {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { block.deallocate() }
        var position = offset
        while true {
            let count = try source.read(into: block, at: position)
            if count == 0 { return position }
            let bytes = UnsafeRawBufferPointer(rebasing: block[..<count])
            try write(bytes, to: target)
            eachBlock(bytes)
            position += Int64(count)
        }
    }
}
