import CPlatform
import Glibc

extension SafeFile {
    /// Reserves the blocks of a file that is about to be written, so that a full disk is found before and not in the
    /// middle; does nothing where the file system cannot.
    ///
    /// - Throws: `FileError` without a path.
    package static func allocate(_ file: Descriptor, size: Int64) throws {
        guard size > 0 else { return }
        do {
            try retrying(.write, nil) { photostead_allocate(file.number, size) }
        } catch let error as FileError {
            guard [EOPNOTSUPP, ENOSYS, EINVAL].contains(error.code) else { throw error }
        }
    }

    /// Drops what the kernel keeps of a flushed file in memory, so that the next read comes from the disk.
    package static func forget(_ file: Descriptor) {
        // Advice only: a file system that does not take it is read from memory.
        posix_fadvise(file.number, 0, 0, POSIX_FADV_DONTNEED)
    }

    /// Copies a range of a file to the current position of another, inside the kernel where it can.
    ///
    /// - Parameter range: bytes of the source, whose own position is neither used nor moved; an end beyond the file
    ///   means all of it.
    /// - Returns: the number of bytes.
    /// - Throws: `FileError` without a path.
    @discardableResult
    package static func copy(
        _ source: Descriptor, _ range: Range<Int64> = 0..<Int64.max, to target: Descriptor
    ) throws -> Int64 {
        var position = range.lowerBound
        while position < range.upperBound {
            let length = Int(min(range.upperBound - position, 1 << 30))
            let count = photostead_copy_range(source.number, &position, target.number, length)
            if count == 0 { break }
            if count > 0 { continue }
            switch errno {
            case EINTR: continue
            // Not between these two file systems, or not for this kind of file.
            case EXDEV, ENOSYS, EINVAL, ENOTSUP, EBADF:
                position = try copy(source, position..<range.upperBound, to: target) { _ in }
                return position - range.lowerBound
            case let code: throw FileError(.copy, path: nil, code: code)
            }
        }
        return position - range.lowerBound
    }

    /// Copies by reading and writing; `eachBlock` sees every byte in order, to compute digests.
    ///
    /// - Returns: the offset reached.
    /// - Throws: `FileError` without a path.
    @discardableResult
    package static func copy(
        _ source: Descriptor, _ range: Range<Int64> = 0..<Int64.max, to target: Descriptor,
        eachBlock: (UnsafeRawBufferPointer) -> Void
    ) throws -> Int64 {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { block.deallocate() }
        var position = range.lowerBound
        while position < range.upperBound {
            let wanted = Int(min(Int64(block.count), range.upperBound - position))
            let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: block[..<wanted]), at: position)
            if count == 0 { break }
            let bytes = UnsafeRawBufferPointer(rebasing: block[..<count])
            try write(bytes, to: target)
            eachBlock(bytes)
            position += Int64(count)
        }
        return position
    }
}
