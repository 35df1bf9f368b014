import Glibc
import Platform

/// Random access to the bytes of one file that never reads outside it and holds little of it.
final class ByteSource {
    /// Bytes from the beginning to the end of the file.
    let size: Int
    let descriptor: Int32
    private let resident: UnsafeRawBufferPointer
    private var window: [UInt8] = []
    private var windowStart = 0
    private static let windowLength = 64 << 10

    /// - Parameter resident: the whole file when it is in memory, which must outlive this object; else empty.
    init(descriptor: Int32, size: Int, resident: UnsafeRawBufferPointer) {
        self.descriptor = descriptor
        self.size = size
        self.resident = resident.count == size ? resident : UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// A source of bytes in memory, which must outlive it.
    convenience init(_ bytes: UnsafeRawBufferPointer) {
        self.init(descriptor: -1, size: bytes.count, resident: bytes)
    }

    /// A source that reads an open file, which must outlive it.
    convenience init(_ file: Descriptor) throws(DecodingProblem) {
        var raw = stat()
        guard fstat(file.number, &raw) == 0 else { throw .damaged("it cannot be looked at") }
        self.init(
            descriptor: file.number, size: Int(raw.st_size), resident: UnsafeRawBufferPointer(start: nil, count: 0))
    }

    /// The whole file when it is in memory, else empty.
    var wholeInMemory: UnsafeRawBufferPointer { resident }

    /// Exactly `count` bytes; at most 16 MB at once.
    func bytes(at offset: Int, count: Int) throws(DecodingProblem) -> [UInt8] {
        try check(offset, count)
        guard count <= 16 << 20 else { throw .refused("a part of \(count) bytes is too long") }
        if !resident.isEmpty { return Array(resident[offset..<offset + count]) }
        if count > Self.windowLength / 2 { return try read(at: offset, count: count) }
        if offset < windowStart || offset + count > windowStart + window.count {
            window = try read(at: offset, count: min(Self.windowLength, size - offset))
            windowStart = offset
        }
        return Array(window[(offset - windowStart)..<(offset - windowStart + count)])
    }

    /// An unsigned number of `count` bytes, 1-8.
    func number(at offset: Int, count: Int, littleEndian: Bool = false) throws(DecodingProblem) -> UInt64 {
        var value: UInt64 = 0
        if !resident.isEmpty {
            try check(offset, count)
            for index in 0..<count {
                let position = littleEndian ? offset + count - 1 - index : offset + index
                value = value << 8 | UInt64(resident[position])
            }
            return value
        }
        let bytes = try bytes(at: offset, count: count)
        for byte in littleEndian ? bytes.reversed() : bytes { value = value << 8 | UInt64(byte) }
        return value
    }

    /// As `number`, for counts and offsets; numbers beyond `Int` are damage.
    func integer(at offset: Int, count: Int, littleEndian: Bool = false) throws(DecodingProblem) -> Int {
        guard let value = Int(exactly: try number(at: offset, count: count, littleEndian: littleEndian)) else {
            throw .damaged("a number at byte \(offset) is out of range")
        }
        return value
    }

    /// Whether these bytes stand at that place.
    func has(_ text: StaticString, at offset: Int) -> Bool {
        do throws(DecodingProblem) {
            let bytes = try bytes(at: offset, count: text.utf8CodeUnitCount)
            return bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        } catch {
            // Nothing stands beyond the end.
            return false
        }
    }

    /// Where two bytes stand behind each other for the first time; nil = nowhere.
    func firstIndex(of first: UInt8, _ second: UInt8, from start: Int) throws(DecodingProblem) -> Int? {
        if !resident.isEmpty {
            let rest = UnsafeRawBufferPointer(rebasing: resident[min(start, size)...])
            return Self.firstIndex(of: first, second, in: rest).map { start + $0 }
        }
        var position = start
        while size - position > 1 {
            let piece = try read(at: position, count: min(256 << 10, size - position))
            if let found = piece.withUnsafeBytes({ Self.firstIndex(of: first, second, in: $0) }) {
                return position + found
            }
            // The pair may lie across two pieces.
            position += piece.count - 1
        }
        return nil
    }

    private static func firstIndex(of first: UInt8, _ second: UInt8, in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var offset = 0
        while offset < bytes.count - 1, let found = memchr(base + offset, Int32(first), bytes.count - 1 - offset) {
            offset = UnsafeRawPointer(found) - base
            if bytes[offset + 1] == second { return offset }
            offset += 1
        }
        return nil
    }

    /// Feeds a range to a digest in pieces, as far as the file reaches: a film that was cut off keeps its identity.
    ///
    /// - Returns: how many bytes there were.
    @discardableResult
    func feed(at offset: Int, count: Int, to digest: RunningDigest) throws(DecodingProblem) -> Int {
        guard offset >= 0, count >= 0, offset < size else { return 0 }
        let count = min(count, size - offset)
        if !resident.isEmpty {
            digest.update(UnsafeRawBufferPointer(rebasing: resident[offset..<offset + count]))
            return count
        }
        var done = 0
        while done < count {
            let piece = try read(at: offset + done, count: min(256 << 10, count - done))
            piece.withUnsafeBytes { digest.update($0) }
            done += piece.count
        }
        return count
    }

    private func check(_ offset: Int, _ count: Int) throws(DecodingProblem) {
        guard offset >= 0, count >= 0, offset <= size, count <= size - offset else {
            throw .damaged("it ends before byte \(offset) + \(count)")
        }
    }

    private func read(at offset: Int, count: Int) throws(DecodingProblem) -> [UInt8] {
        var done = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            while done < count {
                let received = pread(
                    descriptor, buffer.baseAddress?.advanced(by: done), count - done, off_t(offset + done))
                if received < 0 && errno == EINTR { continue }
                if received <= 0 { break }
                done += received
            }
            initialized = done
        }
        guard done == count else { throw .damaged("it could not be read at byte \(offset + done)") }
        return bytes
    }
}

extension [UInt8] {
    /// `withUnsafeBytes` that keeps the type of the error.
    func withBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws(DecodingProblem) -> Result
    ) throws(DecodingProblem) -> Result {
        let outcome = withUnsafeBytes { bytes in
            do throws(DecodingProblem) {
                return Swift.Result<Result, DecodingProblem>.success(try body(bytes))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }
}
