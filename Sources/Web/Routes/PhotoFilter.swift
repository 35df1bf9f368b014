package import Model

/// What the grid shows, as the query of `/photos`, `/favorites` and `/search` says it.
package struct PhotoFilter: Hashable, Sendable {
    /// Words to search for; nil = none.
    package var search: String?
    /// UUID of a storage.
    package var storage: String?
    /// Year of the date taken; 0 = without a date.
    package var year: Int?
    package var type: MediaType?
    /// At least so many stars, 1-5.
    package var minimumRating: Int?
    package var isFavorite = false
    /// Key of the import that brought them.
    package var importSession: Int64?

    package init() {}

    /// Reads decoded query pairs; what has no meaning is left out.
    package init(query: [(name: String, value: String)]) {
        for (name, value) in query where !value.isEmpty {
            switch name {
            case "q": search = value
            case "storage": storage = Route.name(value)
            case "year": year = Int(value).flatMap { (0...9999).contains($0) ? $0 : nil }
            case "type": type = MediaType(rawValue: value)
            case "rating": minimumRating = Int(value).flatMap { (1...5).contains($0) ? $0 : nil }
            case "favorites": isFavorite = value == "1"
            case "import": importSession = Int64(value).flatMap { $0 > 0 ? $0 : nil }
            default: continue
            }
        }
    }

    /// Whether every photo is shown.
    package var isEmpty: Bool { self == PhotoFilter() }

    /// The pairs in a fixed order, so that equal filters print equal links.
    package var query: [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        if let search { pairs.append((name: "q", value: search)) }
        if let storage { pairs.append((name: "storage", value: storage)) }
        if let year { pairs.append((name: "year", value: String(year))) }
        if let type { pairs.append((name: "type", value: type.rawValue)) }
        if let minimumRating { pairs.append((name: "rating", value: String(minimumRating))) }
        if isFavorite { pairs.append((name: "favorites", value: "1")) }
        if let importSession { pairs.append((name: "import", value: String(importSession))) }
        return pairs
    }
}

extension Route {
    /// The path with a query; values are percent-encoded.
    package func link(_ query: [(name: String, value: String)]) -> String {
        guard !query.isEmpty else { return path }
        return path + "?" + query.map { "\($0.name)=\(Self.encoded($0.value))" }.joined(separator: "&")
    }

    /// Percent-encodes everything but the unreserved characters of RFC 3986.
    package static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in text.utf8 {
            if isLetterOrDigit(byte) || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte) {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
