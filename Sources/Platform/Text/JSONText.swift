/// Strings in JSON.
package enum JSONText {
    /// The text in quotation marks, with everything escaped that RFC 8259 section 7 demands, and DEL.
    package static func quote(_ text: String) -> String {
        var result: [UInt8] = []
        append(text.utf8, to: &result)
        return String(decoding: result, as: UTF8.self)
    }

    /// Appends what `quote` gives for these bytes, which are UTF-8.
    package static func append(_ utf8: some Collection<UInt8>, to result: inout [UInt8]) {
        result.append(UInt8(ascii: "\""))
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                result.append(UInt8(ascii: "\\"))
                result.append(byte)
            case 0x0a: result.append(contentsOf: "\\n".utf8)
            case 0x09: result.append(contentsOf: "\\t".utf8)
            case 0x0d: result.append(contentsOf: "\\r".utf8)
            case 0..<0x20, 0x7f:
                result.append(contentsOf: "\\u00".utf8)
                result.append(contentsOf: Hex.encode([byte]).utf8)
            default: result.append(byte)
            }
        }
        result.append(UInt8(ascii: "\""))
    }
}
