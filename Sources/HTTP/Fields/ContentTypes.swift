/// Content types by extension, for our own static files and exports; media have their type from the library.
enum ContentTypes {
    private static let table = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8", "mjs": "text/javascript; charset=utf-8",
        "json": "application/json; charset=utf-8", "map": "application/json; charset=utf-8",
        "txt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8", "xml": "application/xml",
        "webmanifest": "application/manifest+json", "svg": "image/svg+xml", "png": "image/png",
        "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "avif": "image/avif",
        "ico": "image/x-icon", "woff2": "font/woff2", "pdf": "application/pdf", "mp4": "video/mp4",
        "webm": "video/webm", "mov": "video/quicktime", "zip": "application/zip",
    ]

    /// The type for a lower-case extension without its dot.
    static func type(forExtension suffix: String) -> String { table[suffix] ?? "application/octet-stream" }

    /// Whether bytes of that type become much smaller by compression.
    static func isCompressible(_ type: String) -> Bool {
        let plain = type.prefix { $0 != ";" && $0 != " " }.lowercased()
        if plain.hasPrefix("text/") { return plain != "text/event-stream" }
        return plain.hasSuffix("json") || plain.hasSuffix("xml") || plain == "application/javascript"
    }
}
