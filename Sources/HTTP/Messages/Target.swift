import Platform

/// What a request asks for: the path in decoded components and the query in its order.
package struct Target: Sendable, Equatable {
    /// The request target as it was sent, for logs and for links back.
    package let raw: String
    /// Decoded components of the path; empty for `/`. A trailing slash is dropped.
    package let path: [String]
    package let query: [FormField]

    /// Why a target is refused.
    package enum Flaw: String, Error, Sendable, CaseIterable {
        case notOrigin, control, badEscape, encodedSlash, dots, emptyComponent, encodedNul, notUTF8
    }

    /// Parses an origin-form target (RFC 9112 section 3.2.1).
    package init(parsing bytes: [UInt8]) throws(Flaw) {
        guard bytes.first == UInt8(ascii: "/") else { throw .notOrigin }
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .control }
        let mark = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        raw = String(decoding: bytes, as: UTF8.self)
        path = try Self.components(bytes[1..<mark])
        query = mark == bytes.endIndex ? [] : try Self.items(bytes[(mark + 1)...])
    }

    /// The components of a path without its first slash.
    private static func components(_ bytes: ArraySlice<UInt8>) throws(Flaw) -> [String] {
        guard !bytes.isEmpty else { return [] }
        var parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        var components: [String] = []
        components.reserveCapacity(parts.count)
        for part in parts { components.append(try component(part)) }
        return components
    }

    private static func component(_ bytes: ArraySlice<UInt8>) throws(Flaw) -> String {
        guard !bytes.isEmpty else { throw .emptyComponent }
        guard !bytes.contains(UInt8(ascii: "#")) else { throw .notOrigin }
        guard let decoded = PercentEncoding.decode(bytes) else { throw .badEscape }
        for byte in decoded {
            if byte == 0 { throw .encodedNul }
            // A backslash is a slash to some clients and to nobody a part of a name of ours.
            if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") { throw .encodedSlash }
            if byte < 0x20 || byte == 0x7F { throw .control }
        }
        if decoded.elementsEqual(".".utf8) || decoded.elementsEqual("..".utf8) { throw .dots }
        guard let text = String(validating: decoded, as: UTF8.self) else { throw .notUTF8 }
        return text
    }

    /// The items of a query; an escaped NUL is refused here too, since no value of ours has one.
    private static func items(_ bytes: ArraySlice<UInt8>) throws(Flaw) -> [FormField] {
        var items: [FormField] = []
        for part in bytes.split(separator: UInt8(ascii: "&")) {
            let sign = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            guard let name = PercentEncoding.decode(part[..<sign], plusIsSpace: true),
                let value = PercentEncoding.decode(part[sign...].dropFirst(), plusIsSpace: true)
            else { throw .badEscape }
            if name.contains(0) || value.contains(0) { throw .encodedNul }
            items.append(FormField(name: String(decoding: name, as: UTF8.self), bytes: value))
        }
        return items
    }
}
