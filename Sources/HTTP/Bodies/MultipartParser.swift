import Glibc

/// What a multipart body consists of, in the order of its parts.
protocol PartReceiver: AnyObject {
    /// - Throws: `BodyFault`.
    func begin(_ part: PartHeader) throws(BodyFault)
    /// - Throws: `BodyFault`.
    func data(_ bytes: UnsafeRawBufferPointer) throws(BodyFault)
    /// - Throws: `BodyFault`.
    func end() throws(BodyFault)
}

/// Parses `multipart/form-data` while it arrives (RFC 7578, RFC 2046 section 5.1).
///
/// Keeps no more than one piece of input and one part header, whatever the body claims.
struct MultipartParser {
    private enum Place {
        /// Before the first boundary.
        case preamble
        /// Right behind a boundary: `--` ends the body, a line end begins a part.
        case afterBoundary
        case header
        case content
        case epilogue
    }

    /// RFC 2046 allows 70 characters.
    static let longestBoundary = 70
    private static let longestHeader = 8 << 10

    /// CR LF, two hyphens and the boundary.
    private let delimiter: [UInt8]
    private var place = Place.preamble
    private var input: [UInt8]

    /// - Returns: nil when the boundary is not one RFC 2046 allows.
    init?(boundary: String) {
        let bytes = Array(boundary.utf8)
        guard (1...Self.longestBoundary).contains(bytes.count), bytes.last != 0x20 else { return nil }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return nil }
        delimiter = Array("\r\n--".utf8) + bytes
        // As if a line end came before, so that the first boundary looks like all others.
        input = Array("\r\n".utf8)
    }

    /// Takes the next piece.
    ///
    /// - Throws: `BodyFault`.
    mutating func consume(_ bytes: UnsafeRawBufferPointer, to receiver: some PartReceiver) throws(BodyFault) {
        input.append(contentsOf: bytes)
        var used = 0
        while try step(&used, receiver) {}
        input.removeFirst(used)
    }

    /// The input is over.
    ///
    /// - Throws: `BodyFault` when the last boundary has not come.
    func finish() throws(BodyFault) {
        guard place == .epilogue else { throw .malformed("What was sent ends in the middle.") }
    }

    /// Does what can be done with the input from `used` on.
    ///
    /// - Returns: false when more input is needed.
    private mutating func step(_ used: inout Int, _ receiver: some PartReceiver) throws(BodyFault) -> Bool {
        switch place {
        case .preamble: return skipToBoundary(&used)
        case .afterBoundary: return try leaveBoundary(&used)
        case .header: return try readHeader(&used, receiver)
        case .content: return try readContent(&used, receiver)
        case .epilogue:
            used = input.count
            return false
        }
    }

    private mutating func skipToBoundary(_ used: inout Int) -> Bool {
        guard let found = find(delimiter, from: used) else {
            used = max(used, input.count - delimiter.count + 1)
            return false
        }
        used = found + delimiter.count
        place = .afterBoundary
        return true
    }

    private mutating func leaveBoundary(_ used: inout Int) throws(BodyFault) -> Bool {
        guard input.count - used >= 2 else { return false }
        switch (input[used], input[used + 1]) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")): place = .epilogue
        case (0x0D, 0x0A): place = .header
        default: throw .malformed("A boundary is followed by something unexpected.")
        }
        used += 2
        return true
    }

    private mutating func readHeader(_ used: inout Int, _ receiver: some PartReceiver) throws(BodyFault) -> Bool {
        let end = Array("\r\n\r\n".utf8)
        guard let found = find(end, from: used) else {
            guard input.count - used <= Self.longestHeader else { throw .malformed("The head of a part is too long.") }
            return false
        }
        guard found - used <= Self.longestHeader else { throw .malformed("The head of a part is too long.") }
        guard let header = PartHeader(parsing: Array(input[used..<found])) else {
            throw .malformed("The head of a part is broken.")
        }
        used = found + end.count
        place = .content
        try receiver.begin(header)
        return true
    }

    private mutating func readContent(_ used: inout Int, _ receiver: some PartReceiver) throws(BodyFault) -> Bool {
        let found = find(delimiter, from: used)
        // Without a boundary the last bytes may be the beginning of one.
        let end = found ?? max(used, input.count - delimiter.count + 1)
        if end > used { try emit(used..<end, receiver) }
        used = end
        guard found != nil else { return false }
        used += delimiter.count
        place = .afterBoundary
        try receiver.end()
        return true
    }

    private func emit(_ range: Range<Int>, _ receiver: some PartReceiver) throws(BodyFault) {
        // A closure for withUnsafeBytes cannot throw a typed error that the compiler infers.
        let result: Result<Void, BodyFault> = input.withUnsafeBytes { bytes in
            do throws(BodyFault) {
                try receiver.data(UnsafeRawBufferPointer(rebasing: bytes[range]))
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    private func find(_ pattern: [UInt8], from start: Int) -> Int? {
        input.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var at = start
            while at + pattern.count <= bytes.count {
                guard let found = memchr(base + at, Int32(pattern[0]), bytes.count - pattern.count + 1 - at) else {
                    return nil
                }
                at = UnsafeRawPointer(found) - base
                if memcmp(found, pattern, pattern.count) == 0 { return at }
                at += 1
            }
            return nil
        }
    }
}
