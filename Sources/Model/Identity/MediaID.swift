/// The identifier of an item: 19 characters `YYYYMMDD_HHMMSS_NNN`.
///
/// After 999 items in one second the suffix goes on in base 36 (`A00`..`ZZZ`), then the next free second is taken.
package struct MediaID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// - Returns: nil unless `text` has the shape of an identifier.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 19, bytes[8] == UInt8(ascii: "_"), bytes[15] == UInt8(ascii: "_") else { return nil }
        for (index, byte) in bytes.enumerated() where index != 8 && index != 15 {
            let digit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
            let letter = index > 15 && byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            guard digit || letter else { return nil }
        }
        self.text = text
    }

    /// The identifier of the `ordinal`-th item (from 0) of the second `YYYYMMDD_HHMMSS`.
    ///
    /// - Returns: nil when the second is exhausted or `second` is not 15 characters of that shape.
    package init?(second: String, ordinal: Int) {
        guard let suffix = Self.suffix(ordinal) else { return nil }
        self.init("\(second)_\(suffix)")
    }

    package var description: String { text }

    package static func < (left: MediaID, right: MediaID) -> Bool { left.text < right.text }

    /// How many identifiers one second holds: 1,000 decimal ones and 26 × 36 × 36 that begin with a letter.
    package static let capacityOfSecond = 1000 + 26 * 36 * 36

    /// The three characters for an ordinal, in ascending order of their bytes.
    private static func suffix(_ ordinal: Int) -> String? {
        guard ordinal >= 0, ordinal < capacityOfSecond else { return nil }
        if ordinal < 1000 {
            let digits = String(ordinal)
            return String(repeating: "0", count: 3 - digits.count) + digits
        }
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let rest = ordinal - 1000
        return String([alphabet[10 + rest / 1296], alphabet[rest / 36 % 36], alphabet[rest % 36]])
    }
}

extension MediaID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = MediaID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "it is no id of a photo")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
