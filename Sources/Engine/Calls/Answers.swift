/// Any list that is answered whole; `{"items": [...]}`.
package struct AnswerList<Element: Codable & Sendable>: ListedAnswer {
    package let items: [Element]

    package init(_ items: [Element]) { self.items = items }
}

/// An answer that is a list of items.
package protocol ListedAnswer: Codable, Sendable {
    associatedtype Element: Codable & Sendable
    var items: [Element] { get }
}

/// One page of a list.
package struct AnswerPage<Element: Codable & Sendable>: ListedAnswer {
    package let items: [Element]
    /// Where the next page goes on; nil = this was the last.
    @OrNull package private(set) var next: String?

    package init(items: [Element], next: String?) {
        self.items = items
        self.next = next
    }
}

/// How many items a list shows at once: 1 to 1,000.
package struct PageSize: Codable, Sendable, Hashable {
    package let count: Int

    package static let usual = PageSize(count: 100)

    private init(count: Int) { self.count = count }

    package init(from decoder: any Decoder) throws {
        // What is no number is as wrong as one that is too large.
        let count = try? decoder.singleValueContainer().decode(Int.self)
        guard let count, (1...1000).contains(count) else { throw BadQuestion("limit", "it must be from 1 to 1000") }
        self.count = count
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }
}

/// A field that is null in JSON when nothing is known, so that every key is there; it may be left out when it is read.
@propertyWrapper
package struct OrNull<Value: Codable & Sendable>: Codable, Sendable {
    package var wrappedValue: Value?

    package init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}

extension OrNull: Equatable where Value: Equatable {}
extension OrNull: Hashable where Value: Hashable {}

extension KeyedDecodingContainer {
    package func decode<Value>(_ type: OrNull<Value>.Type, forKey key: Key) throws -> OrNull<Value> {
        try decodeIfPresent(type, forKey: key) ?? OrNull(wrappedValue: nil)
    }
}
