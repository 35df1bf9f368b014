import Foundation
import Testing

/// A JSON value that is asked by name.
struct JSON: CustomStringConvertible {
    let value: Any

    init(value: Any) { self.value = value }

    init(_ text: String) throws {
        value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    }

    subscript(_ key: String) -> JSON { JSON(value: (value as? [String: Any])?[key] ?? NSNull()) }
    subscript(_ index: Int) -> JSON { list.indices.contains(index) ? list[index] : JSON(value: NSNull()) }

    var isNull: Bool { value is NSNull }
    var text: String? { value as? String }
    var int: Int? { value as? Int }
    var number: Double? { value as? Double }
    var bool: Bool? { value as? Bool }
    var list: [JSON] { (value as? [Any] ?? []).map { JSON(value: $0) } }
    var keys: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }

    var description: String { "\(value)" }
}

/// Every one of the names that docs/interface.md promises stands there.
func expectNames(_ names: String, in object: JSON, sourceLocation: SourceLocation = #_sourceLocation) {
    let missing = Set(names.split(separator: " ").map(String.init)).subtracting(object.keys)
    #expect(missing.isEmpty, "missing in \(object)", sourceLocation: sourceLocation)
}
