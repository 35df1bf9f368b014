/// Everything of a request but its body; it has passed the guard.
package struct RequestHead: Sendable {
    package let method: Method
    package let target: Target
    package let headers: Headers
    /// The numeric address of the client, without port.
    package let peer: String
    /// What the handler found out when it decided what becomes of the request.
    package var route: (any Sendable)?

    /// Decoded components of the path; empty for `/`.
    package var path: [String] { target.path }
    /// Items of the query in their order.
    package var query: [FormField] { target.query }
    /// `Host` as it was sent, with its port.
    package var host: String { headers["Host"] ?? "" }
    /// The cookies in their order.
    package var cookies: [(name: String, value: String)] { Cookies.parse(headers) }

    /// The first cookie of that name.
    package func cookie(_ name: String) -> String? { cookies.first { $0.name == name }?.value }

    /// The token of `Authorization: Bearer`.
    package var bearerToken: String? {
        guard let value = headers["Authorization"], value.utf8.count > 7 else { return nil }
        let scheme = value.prefix(7)
        return Headers.isSame(String(scheme), "Bearer ") ? String(value.dropFirst(7)) : nil
    }

    /// Type and subtype of the body in lower case, without parameters.
    package var contentType: String? {
        headers["Content-Type"].map { value in
            value.prefix { $0 != ";" && $0 != " " }.lowercased()
        }
    }
}
