/// One field of a question or an answer, as its `Codable` conformance tells.
package struct CallField: Sendable, Hashable {
    /// What stands there.
    package indirect enum Kind: Sendable, Hashable {
        case string, integer, number, boolean
        /// One of these words.
        case choice([String])
        case list(Kind)
        case object([CallField])
        /// Keys that are not known beforehand.
        case dictionary(Kind)
    }

    package let key: String
    package let kind: Kind
    /// Whether it may be left out or null.
    package let isOptional: Bool
}

extension CallField {
    /// The fields of a type, found by letting it decode itself from a decoder that writes down what it asks for.
    package static func all(of type: any Decodable.Type) -> [CallField] {
        if case .object(let fields) = kind(of: type) { fields } else { [] }
    }

    /// What a type stands as in JSON.
    package static func kind(of type: any Decodable.Type) -> Kind { FieldRecorder.kind(of: type) }
}
