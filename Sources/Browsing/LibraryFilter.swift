package import Model

/// What the grid shows, as the query of `/photos`, `/favorites` and `/search` says it.
package struct LibraryFilter: Hashable, Sendable, Codable {
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
            case "storage": storage = Self.name(value)
            case "year": year = Int(value).flatMap { (0...9999).contains($0) ? $0 : nil }
            case "type": type = MediaType(rawValue: value)
            case "rating": minimumRating = Int(value).flatMap { (1...5).contains($0) ? $0 : nil }
            case "favorites": isFavorite = value == "1"
            case "import": importSession = Int64(value).flatMap { $0 > 0 ? $0 : nil }
            default: continue
            }
        }
    }

    private enum CodingKeys: String, CodingKey {
        case search = "q"
        case storage, year, type, rating, favorites
        case importSession = "import"
    }

    /// As `init(query:)`: what has no meaning is left out.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys) -> Value? {
            // What is no such value has no meaning.
            (try? container.decodeIfPresent(Value.self, forKey: key)) ?? nil
        }
        search = value(.search)
        storage = value(.storage).flatMap(Self.name)
        year = value(.year).flatMap { (0...9999).contains($0) ? $0 : nil }
        type = value(.type)
        minimumRating = value(.rating).flatMap { (1...5).contains($0) ? $0 : nil }
        isFavorite = value(.favorites) == 1
        importSession = value(.importSession).flatMap { (key: Int64) in key > 0 ? key : nil }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(search, forKey: .search)
        try container.encodeIfPresent(storage, forKey: .storage)
        try container.encodeIfPresent(year, forKey: .year)
        try container.encodeIfPresent(type, forKey: .type)
        try container.encodeIfPresent(minimumRating, forKey: .rating)
        if isFavorite { try container.encode(1, forKey: .favorites) }
        try container.encodeIfPresent(importSession, forKey: .importSession)
    }

    /// Letters, digits and `-`, at most 64, as UUIDs have.
    private static func name(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
        }
        return isPlain && (1...64).contains(text.utf8.count) ? text : nil
    }

    /// Whether every photo is shown.
    package var isEmpty: Bool { self == LibraryFilter() }

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
