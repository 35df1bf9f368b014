/// Header fields in their order, found without regard to case.
package struct Headers: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One field as it was sent or will be sent.
    package struct Field: Sendable, Equatable {
        package let name: String
        package var value: String
    }

    package private(set) var fields: [Field] = []

    package init() {}

    package init(dictionaryLiteral fields: (String, String)...) {
        self.fields = fields.map { Field(name: $0.0, value: $0.1) }
    }

    /// The value of the first field of that name; setting replaces all of them, nil removes them.
    package subscript(name: String) -> String? {
        get { fields.first { Self.isSame($0.name, name) }?.value }
        set {
            guard let newValue else { return fields.removeAll { Self.isSame($0.name, name) } }
            if let index = fields.firstIndex(where: { Self.isSame($0.name, name) }) {
                fields[index].value = newValue
            } else {
                fields.append(Field(name: name, value: newValue))
            }
        }
    }

    /// All values of that name in their order.
    package func values(_ name: String) -> [String] {
        fields.lazy.filter { Self.isSame($0.name, name) }.map(\.value)
    }

    /// Appends a field beside others of the same name, as `Set-Cookie` needs it.
    package mutating func add(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

    /// Room for that many fields.
    package mutating func reserve(_ count: Int) { fields.reserveCapacity(count) }

    /// Whether two names are equal but for the case of ASCII letters.
    package static func isSame(_ left: String, _ right: String) -> Bool {
        let (one, other) = (left.utf8, right.utf8)
        guard one.count == other.count else { return false }
        return zip(one, other).allSatisfy { lower($0) == lower($1) }
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
