import FoundationEssentials
package import Platform

/// Fields of our own files in a storage.
extension JSONReader {
    /// - Throws: `JSONError` when the field has a value already.
    package func set<Value>(_ field: inout Value?, _ value: Value) throws {
        guard field == nil else { throw problem("a field stands there twice") }
        field = value
    }

    /// A string or null.
    package func readOptionalString() throws -> String? { try skipNull() ? nil : try readString() }

    /// A whole number or null.
    package func readOptionalInteger() throws -> Int64? { try skipNull() ? nil : try readInteger() }

    /// The bytes of a path that is no UTF-8.
    package func readBase64() throws -> [UInt8] {
        guard let data = Data(base64Encoded: try readString()) else { throw problem("a text is no base64") }
        return Array(data)
    }
}
