/// Reads JSON (RFC 8259) piece by piece: nothing is kept but one buffer and the string that is being read, whatever
/// the size of the text. Single strings and the depth of nesting have limits.
///
/// The caller asks for what it expects: `readObject` calls a closure for each key, which reads or skips the value.
package final class JSONReader {
    private static let deepest = 64

    private let file: Descriptor?
    var buffer: [UInt8]
    var position = 0
    /// Bytes of the text before the buffer.
    private var offset: Int64 = 0
    private var depth = 0
    /// The string that is being read.
    var scratch: [UInt8] = []

    /// Reads an open file from its beginning; a byte order mark is passed over.
    ///
    /// - Throws: `FileError`, `JSONError`, as all functions here.
    package init(_ file: Descriptor) throws {
        self.file = file
        buffer = []
        try passMark()
    }

    package init(_ bytes: [UInt8]) throws {
        file = nil
        buffer = bytes
        try passMark()
    }

    /// What comes next, told by its first byte.
    package enum Kind: Sendable {
        case object, array, string, number, bool, null
    }

    package func kind() throws -> Kind {
        guard let first = try token() else { throw problem("the text ends too early") }
        switch first {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        default: throw problem("a value is expected")
        }
    }

    /// Reads an object.
    ///
    /// - Parameter member: is called with each key and has to read or skip its value.
    package func readObject(_ member: (String) throws -> Void) throws {
        try enter(UInt8(ascii: "{"), "an object is expected")
        guard try !leave(UInt8(ascii: "}")) else { return }
        repeat {
            let key = try readString()
            try take(UInt8(ascii: ":"), "a colon is expected")
            try member(key)
        } while try goesOn(until: UInt8(ascii: "}"))
    }

    /// Reads an array.
    ///
    /// - Parameter element: has to read or skip one element.
    package func readArray(_ element: () throws -> Void) throws {
        try enter(UInt8(ascii: "["), "a list is expected")
        guard try !leave(UInt8(ascii: "]")) else { return }
        repeat { try element() } while try goesOn(until: UInt8(ascii: "]"))
    }

    package func readBool() throws -> Bool {
        if try token() == UInt8(ascii: "t") {
            try word("true")
            return true
        }
        try word("false")
        return false
    }

    /// Passes over `null`.
    ///
    /// - Returns: whether it stood there.
    package func skipNull() throws -> Bool {
        guard try token() == UInt8(ascii: "n") else { return false }
        try word("null")
        return true
    }

    /// Passes over any value.
    package func skip() throws {
        switch try kind() {
        case .object: try readObject { _ in try skip() }
        case .array: try readArray { try skip() }
        case .string: _ = try readStringBytes()
        case .number: _ = try readNumber()
        case .bool: _ = try readBool()
        case .null: try word("null")
        }
    }

    /// Any value as a whole.
    package func readValue() throws -> JSONValue {
        switch try kind() {
        case .object:
            var members: [JSONValue.Member] = []
            try readObject { members.append(.init($0, try readValue())) }
            return .object(members)
        case .array:
            var elements: [JSONValue] = []
            try readArray { elements.append(try readValue()) }
            return .array(elements)
        case .string: return .string(try readString())
        case .number:
            let text = try readNumber()
            return Int64(text).map { .integer($0) } ?? .number(text)
        case .bool: return .bool(try readBool())
        case .null:
            try word("null")
            return .null
        }
    }

    /// - Throws: `JSONError` when something follows the value that was read.
    package func finish() throws {
        guard try token() == nil else { throw problem("something follows the end") }
    }

    /// An error about the present place.
    package func problem(_ reason: String) -> JSONError { JSONError(reason, at: offset + Int64(position)) }

    // MARK: - Inside

    private func enter(_ bracket: UInt8, _ otherwise: String) throws {
        try take(bracket, otherwise)
        depth += 1
        guard depth <= Self.deepest else { throw problem("it is nested too deeply") }
    }

    private func leave(_ bracket: UInt8) throws -> Bool {
        guard try token() == bracket else { return false }
        position += 1
        depth -= 1
        return true
    }

    private func goesOn(until bracket: UInt8) throws -> Bool {
        if try leave(bracket) { return false }
        try take(UInt8(ascii: ","), "a comma or the end is expected")
        return true
    }

    func take(_ byte: UInt8, _ otherwise: String) throws {
        let next = try token()
        guard next == byte else { throw problem(next == nil ? "the text ends too early" : otherwise) }
        position += 1
    }

    private func word(_ word: StaticString) throws {
        for index in 0..<word.utf8CodeUnitCount {
            guard try peek() == word.utf8Start[index] else { throw problem("\(word) is expected") }
            position += 1
        }
    }

    /// The next byte that is no white space; nil at the end.
    func token() throws -> UInt8? {
        while let byte = try peek() {
            guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { return byte }
            position += 1
        }
        return nil
    }

    func peek(after count: Int = 0) throws -> UInt8? {
        if position + count >= buffer.count { try refill() }
        return position + count < buffer.count ? buffer[position + count] : nil
    }

    /// Keeps what is not read yet and adds the next part of the file.
    private func refill() throws {
        guard let file else { return }
        let kept = buffer.count - position
        let next = offset + Int64(buffer.count)
        let size = 1 << 18
        let rest = buffer[position...]
        buffer = try [UInt8](unsafeUninitializedCapacity: kept + size) { raw, count in
            _ = raw.initialize(fromContentsOf: rest)
            let free = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(raw)[kept..<(kept + size)])
            count = kept + (try file.read(into: free, at: next))
        }
        offset = next - Int64(kept)
        position = 0
    }

    private func passMark() throws {
        guard try peek() == 0xef, try peek(after: 1) == 0xbb, try peek(after: 2) == 0xbf else { return }
        position += 3
    }
}
