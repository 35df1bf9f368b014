import Engine
import Model

/// What may stand in a path.
protocol RouteValue: Sendable {
    /// Any value, to print a pattern with.
    static var sample: Self { get }
    var routeText: String { get }

    /// - Returns: nil for a text that is no such value: the address is unknown then.
    init?(routeText: String)
}

/// Letters, digits and `-`, at most 64: UUIDs, numbers, hashes.
extension String: RouteValue {
    static var sample: String { "-" }
    var routeText: String { self }

    init?(routeText text: String) {
        let isPlain = text.utf8.allSatisfy { RouteTable<Never>.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        guard isPlain, (1...64).contains(text.utf8.count) else { return nil }
        self = text
    }
}

extension MediaID: RouteValue {
    static var sample: MediaID { .unknown }
    var routeText: String { text }

    init?(routeText: String) { self.init(routeText) }
}

extension MediaID {
    /// Never an item's.
    static let unknown = MediaID(second: "00010101_000000", ordinal: 0) ?? .zero
    private static let zero: MediaID = {
        guard let id = MediaID("00000000_000000_000") else {
            preconditionFailure("an identifier of zeros has the shape")
        }
        return id
    }()
}

extension RouteValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    static var sample: Self { Array(allCases)[0] }
    var routeText: String { rawValue }

    init?(routeText: String) { self.init(rawValue: routeText) }
}

extension Steering: RouteValue {}
