/// A moment as rows, files and answers have it: ISO 8601, in UTC and whole seconds where we wrote it.
package struct Timestamp: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// As it stands there; what another program wrote stays as it wrote it.
    package let text: String
    /// Seconds since 1970-01-01T00:00:00Z.
    package let seconds: Double

    /// - Parameter seconds: since 1970; fractions are cut.
    package init(_ seconds: Double) {
        self.seconds = seconds.rounded(.down)
        text = ISO8601.utc(seconds)
    }

    /// - Returns: nil when the text is no time.
    package init?(_ text: String) {
        guard let seconds = ISO8601.parse(text) else { return nil }
        self.text = text
        self.seconds = seconds
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let time = Timestamp(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a time in ISO 8601 is expected")
        }
        self = time
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package var description: String { text }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }
}
