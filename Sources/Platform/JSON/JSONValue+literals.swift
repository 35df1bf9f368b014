extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByBooleanLiteral
{
    /// The keys keep their order.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0, $1) })
    }

    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    package init(stringLiteral value: String) { self = .string(value) }

    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue {
    /// The whole text as one value.
    ///
    /// - Throws: `JSONError`.
    package init(text bytes: [UInt8]) throws {
        let reader = try JSONReader(bytes)
        self = try reader.readValue()
        try reader.finish()
    }

    /// The members of an object; empty for anything else.
    package var members: [Member] { if case .object(let members) = self { members } else { [] } }
}
