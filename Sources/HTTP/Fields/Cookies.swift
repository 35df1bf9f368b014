/// The cookies of a request.
package enum Cookies {
    /// Names and values of all `Cookie` fields; what has no `=` is passed over (RFC 6265 section 5.4).
    package static func parse(_ headers: Headers) -> [(name: String, value: String)] {
        headers.values("Cookie").flatMap { field in
            field.utf8.split(separator: UInt8(ascii: ";")).compactMap { pair in
                guard let sign = pair.firstIndex(of: UInt8(ascii: "=")) else { return nil }
                let name = trimmed(pair[..<sign])
                let value = trimmed(pair[pair.index(after: sign)...])
                return name.isEmpty ? nil : (name, unquoted(value))
            }
        }
    }

    private static func trimmed(_ text: Substring.UTF8View) -> String {
        let space: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return String(decoding: text.drop(while: space).reversed().drop(while: space).reversed(), as: UTF8.self)
    }

    private static func unquoted(_ value: String) -> String {
        guard value.utf8.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") else { return value }
        return String(value.dropFirst().dropLast())
    }
}

/// A cookie to be set; HttpOnly and SameSite=Lax unless told otherwise.
package struct SetCookie: Sendable {
    /// When a browser sends the cookie along with requests that other sites cause.
    package enum SameSite: String, Sendable { case lax = "Lax", strict = "Strict" }

    package var name: String
    package var value: String
    package var path = "/"
    /// Seconds; nil = until the browser is closed, 0 = delete now.
    package var maxAge: Int?
    package var isHTTPOnly = true
    package var isSecure = false
    package var sameSite = SameSite.lax

    package init(_ name: String, _ value: String, maxAge: Int? = nil) {
        self.name = name
        self.value = value
        self.maxAge = maxAge
    }

    /// The value of the `Set-Cookie` field; what RFC 6265 does not allow in a name or value is dropped.
    package var header: String {
        var text = "\(Self.clean(name))=\(Self.clean(value)); Path=\(path)"
        if let maxAge { text += "; Max-Age=\(maxAge)" }
        if isHTTPOnly { text += "; HttpOnly" }
        if isSecure { text += "; Secure" }
        return text + "; SameSite=\(sameSite.rawValue)"
    }

    private static func clean(_ text: String) -> String {
        let refused = Set("\",;\\=".utf8)
        return String(decoding: text.utf8.filter { $0 > 0x20 && $0 < 0x7F && !refused.contains($0) }, as: UTF8.self)
    }
}
