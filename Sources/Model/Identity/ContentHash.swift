/// A hash that somebody asks for: of a picture or of a whole file.
package struct ContentHash: Sendable, Hashable {
    /// Lower-case hexadecimal digits: 64 (picture hash or SHA-256) or 32 (MD5).
    package let value: String

    package var isMD5: Bool { value.utf8.count == 32 }

    /// - Parameter text: in any case; nil unless it is 32 or 64 hexadecimal digits.
    package init?(_ text: String) {
        let value = text.lowercased()
        let isHexadecimal = value.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
        guard isHexadecimal, [32, 64].contains(value.utf8.count) else { return nil }
        self.value = value
    }
}
