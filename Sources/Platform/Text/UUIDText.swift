/// Random identifiers in the notation of RFC 9562, lower-case, 36 characters.
package enum UUIDText {
    package static func random() -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = Hex.encode(bytes)
        let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return cuts.map { digits.dropFirst($0.lowerBound).prefix($0.count) }.joined(separator: "-")
    }

    /// Whether `text` has the shape of a UUID, in lower case.
    package static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        for (index, byte) in bytes.enumerated() {
            let isDash = [8, 13, 18, 23].contains(index)
            let isDigit = (48...57).contains(byte) || (97...102).contains(byte)
            guard isDash ? byte == 45 : isDigit else { return false }
        }
        return true
    }
}
