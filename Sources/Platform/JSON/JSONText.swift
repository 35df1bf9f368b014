/// Strings in JSON.
package enum JSONText {
    /// The text in quotation marks, with everything escaped that RFC 8259 section 7 demands, and DEL.
    package static func quote(_ text: String) -> String {
        var result: [UInt8] = []
        append(text, to: &result)
        return String(decoding: result, as: UTF8.self)
    }

    /// Appends what `quote` gives, as UTF-8.
    package static func append(_ text: String, to result: inout [UInt8]) {
        var text = text
        result.append(UInt8(ascii: "\""))
        text.withUTF8 { bytes in
            var start = 0
            for (position, byte) in bytes.enumerated() where isEscaped(byte) {
                result.append(contentsOf: bytes[start..<position])
                appendEscaped(byte, to: &result)
                start = position + 1
            }
            result.append(contentsOf: bytes[start...])
        }
        result.append(UInt8(ascii: "\""))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7f
    }

    private static func appendEscaped(_ byte: UInt8, to result: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
        case 0x0a: result.append(contentsOf: "\\n".utf8)
        case 0x09: result.append(contentsOf: "\\t".utf8)
        case 0x0d: result.append(contentsOf: "\\r".utf8)
        default:
            result.append(contentsOf: "\\u00".utf8)
            result.append(contentsOf: Hex.encode([byte]).utf8)
        }
    }
}
