/// The methods Photostead answers; every other one is refused with 405 before routing.
package enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"

    /// GET and HEAD change nothing (RFC 9110 section 9.2.1).
    package var isSafe: Bool { self != .post }
}
