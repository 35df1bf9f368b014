/// A value that can be bound to a parameter of a statement.
package enum Value: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    package static func integer(_ value: Int) -> Value { .integer(Int64(value)) }
    package static func flag(_ value: Bool) -> Value { .integer(Int64(value ? 1 : 0)) }
    package static func integer(_ value: Int?) -> Value { value.map { .integer(Int64($0)) } ?? .null }
    package static func integer(_ value: Int64?) -> Value { value.map { .integer($0) } ?? .null }
    package static func real(_ value: Double?) -> Value { value.map { .real($0) } ?? .null }
    package static func text(_ value: String?) -> Value { value.map { .text($0) } ?? .null }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(nilLiteral: ()) { self = .null }
}
