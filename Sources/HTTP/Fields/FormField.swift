/// One named value of a query or a form.
package struct FormField: Sendable, Equatable {
    package let name: String
    /// The value as it was sent; paths need not be UTF-8.
    package let bytes: [UInt8]

    /// The value as text; invalid UTF-8 is repaired.
    package var value: String { String(decoding: bytes, as: UTF8.self) }
}

extension FormField {
    init(_ name: String, _ value: String) { self.init(name: name, bytes: Array(value.utf8)) }
}

extension [FormField] {
    /// The first value of that name.
    package subscript(name: String) -> String? { first { $0.name == name }?.value }

    /// The bytes of the first value of that name.
    package func bytes(_ name: String) -> [UInt8]? { first { $0.name == name }?.bytes }

    /// All values of that name in their order.
    package func all(_ name: String) -> [String] { filter { $0.name == name }.map(\.value) }
}
