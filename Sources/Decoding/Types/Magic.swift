import CMagic

/// libmagic with its database loaded once; one object is used by one thread.
final class Magic {
    private let cookie: magic_t?
    /// What is looked at: no type that matters here shows itself later.
    static let mostBytes = 128 << 10

    /// - Throws: `.unsupported` when the database of libmagic is not installed.
    init() throws(DecodingProblem) {
        // Archives, office documents and texts need not be told apart here.
        let flags = MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TOKENS
        cookie = magic_open(flags)
        guard let cookie, magic_load(cookie, nil) == 0 else {
            throw .unsupported("the database of libmagic is missing")
        }
        // Whether a file is text shows in its first bytes; libmagic copies what it looks at for that, four times over.
        var mostOfText = 4096
        magic_setparam(cookie, MAGIC_PARAM_ENCODING_MAX, &mostOfText)
    }

    deinit {
        if let cookie { magic_close(cookie) }
    }

    /// The MIME type of the content; `application/octet-stream` when nothing is known.
    func mimeType(of head: UnsafeRawBufferPointer) -> String {
        if head.isEmpty { return "inode/x-empty" }
        guard let cookie, let text = magic_buffer(cookie, head.baseAddress, min(head.count, Self.mostBytes)) else {
            return "application/octet-stream"
        }
        return String(cString: text)
    }
}
