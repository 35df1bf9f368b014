import Model

/// Why a text is no JSON, or not the JSON that is expected.
package struct JSONError: Failure, Hashable {
    package let reason: String
    /// Bytes before the place.
    package let offset: Int64

    init(_ reason: String, at offset: Int64) {
        self.reason = "\(reason) (byte \(offset))"
        self.offset = offset
    }

    package var subject: String? { nil }
}
