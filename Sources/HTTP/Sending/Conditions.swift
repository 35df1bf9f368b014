/// Conditional requests (RFC 9110 section 13).
enum Conditions {
    /// Whether the client has the answer with these validators already.
    static func isCurrent(_ request: Headers, etag: String?, modified: String?) -> Bool {
        let lists = request.values("If-None-Match")
        if !lists.isEmpty {
            guard let etag else { return false }
            return lists.contains { EntityTag.list($0, contains: etag) }
        }
        guard let since = request["If-Modified-Since"].flatMap(HTTPDate.parse),
            let modified = modified.flatMap(HTTPDate.parse)
        else { return false }
        return modified <= since
    }

    /// Whether the range may be cut from this answer: `If-Range` is absent or names exactly it.
    static func allowsRange(_ request: Headers, etag: String?, modified: String?) -> Bool {
        guard let wanted = request["If-Range"] else { return true }
        if wanted.hasPrefix("W/") { return false }
        if wanted.hasPrefix("\"") { return wanted == etag }
        return wanted == modified
    }
}
