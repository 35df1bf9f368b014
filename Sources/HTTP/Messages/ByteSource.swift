package import Platform

/// Bytes that are pulled while they are sent.
///
/// `read` is called on threads of our own, one call at a time, with offsets that follow each other.
package struct ByteSource: Sendable {
    /// Bytes in all; nil when only the end tells.
    package private(set) var length: Int64?
    /// Where reading begins; other than 0 only in a range.
    private(set) var start: Int64 = 0
    /// Fills the buffer with the bytes from `offset` on and returns how many; 0 is the end.
    ///
    /// With a known length the first offset may be any: a range asks only for its part.
    package let read: @Sendable (_ offset: Int64, _ buffer: UnsafeMutableRawBufferPointer) throws -> Int

    package init(
        length: Int64?,
        read: @escaping @Sendable (_ offset: Int64, _ buffer: UnsafeMutableRawBufferPointer) throws -> Int
    ) {
        self.length = length
        self.read = read
    }

    /// A range of this source.
    func part(offset: Int64, length: Int64) -> ByteSource {
        var part = self
        part.start = start + offset
        part.length = length
        return part
    }

    /// An open file of `length` bytes on a disk that may hang.
    package init(file: Descriptor, length: Int64) {
        self.init(length: length) { offset, buffer in try file.read(into: buffer, at: offset) }
    }
}
