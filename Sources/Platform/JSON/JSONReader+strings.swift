extension JSONReader {
    /// Bytes of the longest string.
    private static let longestString = 1 << 20

    package func readString() throws -> String { String(decoding: try readStringBytes(), as: UTF8.self) }

    /// The bytes of a string as they stand there, which need not be UTF-8, with escapes undone.
    package func readStringBytes() throws -> [UInt8] {
        try take(UInt8(ascii: "\""), "a string is expected")
        scratch.removeAll(keepingCapacity: true)
        while true {
            let start = position
            position = buffer[start...].firstIndex(where: Self.endsRun) ?? buffer.count
            guard scratch.count + position - start <= Self.longestString else { throw problem("a string is too long") }
            scratch.append(contentsOf: buffer[start..<position])
            guard let byte = try peek() else { throw problem("the text ends inside a string") }
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return scratch
            case UInt8(ascii: "\\"): try readEscape()
            case 0..<0x20: throw problem("a control character stands in a string")
            default: break
            }
        }
    }

    private static func endsRun(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20
    }

    private func readEscape() throws {
        position += 1
        let byte = try peek()
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(byte ?? 0)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0c)
        case UInt8(ascii: "n"): scratch.append(0x0a)
        case UInt8(ascii: "r"): scratch.append(0x0d)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"): scratch.append(contentsOf: String(try readScalar()).utf8)
        default: throw problem("an escape is unknown")
        }
    }

    /// What follows `\u`; half a surrogate pair becomes U+FFFD, as in broken UTF-8.
    private func readScalar() throws -> Character {
        let first = try readUnit()
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        guard first < 0xdc00, try peek() == UInt8(ascii: "\\"), try peek(after: 1) == UInt8(ascii: "u") else {
            return "\u{fffd}"
        }
        position += 2
        let second = try readUnit()
        guard (0xdc00..<0xe000).contains(second) else { return "\u{fffd}" }
        let value = 0x10000 + (UInt32(first) - 0xd800) << 10 + UInt32(second) - 0xdc00
        return Unicode.Scalar(value).map(Character.init) ?? "\u{fffd}"
    }

    private func readUnit() throws -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = try peek(), let digit = Hex.value(byte) else {
                throw problem("an escape has no four digits")
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }
}
