import FoundationEssentials

/// Random identifiers in the notation of RFC 9562, lower-case, 36 characters.
package enum UUIDText {
    package static func random() -> String { UUID().uuidString.lowercased() }

    /// Whether `text` has the shape of a UUID, in lower case.
    package static func isValid(_ text: String) -> Bool { UUID(uuidString: text)?.uuidString.lowercased() == text }
}
