/// A JSON value whose objects keep the order of their keys, for files that others read (docs/interface.md).
package indirect enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Any other number, as it stands in the text.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One key with its value.
    package struct Member: Sendable, Hashable {
        package let key: String
        package let value: JSONValue

        package init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// A string, or null.
    package static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// With two spaces a level and a line feed at the end.
    package var prettyBytes: [UInt8] { Array((text(indent: "") + "\n").utf8) }

    /// With two spaces a level.
    ///
    /// - Parameter indent: what stands before every line but the first.
    package func text(indent: String) -> String {
        var text = ""
        write(to: &text, indent: indent)
        return text
    }

    private func write(to text: inout String, indent: String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += value
        case .string(let value): text += JSONText.quote(value)
        case .array(let elements):
            Self.write(elements, to: &text, indent: indent, "[", "]") { $0.write(to: &$1, indent: $2) }
        case .object(let members):
            Self.write(members, to: &text, indent: indent, "{", "}") {
                $1 += JSONText.quote($0.key) + ": "
                $0.value.write(to: &$1, indent: $2)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], to text: inout String, indent: String, _ open: String, _ close: String,
        _ each: (Element, inout String, String) -> Void
    ) {
        guard !elements.isEmpty else {
            text += open + close
            return
        }
        let inner = indent + "  "
        for (index, element) in elements.enumerated() {
            text += (index == 0 ? open : ",") + "\n" + inner
            each(element, &text, inner)
        }
        text += "\n" + indent + close
    }
}
