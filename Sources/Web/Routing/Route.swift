import Platform

/// An address of Photostead, to link to or to send a form to (docs/interface.md, "Pages and forms").
///
/// Each resource adds its own as static members, made of the table that requests are parsed by; so a link to what does
/// not exist does not compile.
struct Route: Hashable, Sendable {
    /// How a request asks; HEAD counts as `get`.
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    let method: Method
    /// Absolute.
    let path: String

    init(_ address: RouteAddress) {
        method = address.method
        path = address.path
    }

    /// The path with a query; values are percent-encoded.
    func link(_ query: [(name: String, value: String)]) -> String {
        guard !query.isEmpty else { return path }
        return path + "?" + query.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }
}

/// A method with a path, and where values stand in it.
struct RouteAddress: Sendable {
    /// A path written as text with values: `"/photos/\(id)/rating"`.
    struct Path: Sendable, ExpressibleByStringInterpolation {
        struct StringInterpolation: StringInterpolationProtocol {
            fileprivate var path = ""
            fileprivate var pattern = ""

            init(literalCapacity: Int, interpolationCount: Int) { path.reserveCapacity(literalCapacity + 36) }

            mutating func appendLiteral(_ literal: String) {
                path += literal
                pattern += literal
            }

            mutating func appendInterpolation(_ value: some RouteValue) {
                path += value.routeText
                pattern += RouteAddress.placeholder
            }
        }

        let path: String
        let pattern: String

        init(stringLiteral path: String) { (self.path, pattern) = (path, path) }

        init(stringInterpolation: StringInterpolation) {
            (path, pattern) = (stringInterpolation.path, stringInterpolation.pattern)
        }
    }

    /// What stands in a pattern for a value.
    static let placeholder = "{}"

    let method: Route.Method
    let path: String
    let pattern: String

    static func get(_ path: Path) -> RouteAddress { RouteAddress(.get, path) }
    static func post(_ path: Path) -> RouteAddress { RouteAddress(.post, path) }

    private init(_ method: Route.Method, _ path: Path) {
        self.method = method
        (self.path, pattern) = (path.path, path.pattern)
    }
}
