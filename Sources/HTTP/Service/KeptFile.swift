import CDeflate

/// A file in memory, versioned by its content; texts also compressed.
package struct KeptFile: Sendable {
    private let bytes: [UInt8]
    private let packed: [UInt8]?
    private let type: String
    /// What `?v=` must be for the file to be cached for ever.
    package let version: String

    /// - Parameters:
    ///   - suffix: the extension of its name, in lower case.
    ///   - version: nil = one of its own.
    package init(_ bytes: [UInt8], extension suffix: String, version: String? = nil) {
        self.bytes = bytes
        type = ContentTypes.type(forExtension: suffix)
        let packs = bytes.count >= Compression.smallest && ContentTypes.isCompressible(type)
        packed = packs ? Compression.gzip(bytes, thorough: true) : nil
        self.version = version ?? String(libdeflate_crc32(0, bytes, bytes.count), radix: 36)
    }

    /// - Parameter etag: its tag; nil = its version.
    package func response(for head: RequestHead, etag: String? = nil, modified: String? = nil) -> Response {
        let etag = etag ?? "\"\(version)\""
        var headers = Self.headers(type, isCurrent: head.query["v"] == version, etag: etag, modified: modified)
        if packed != nil { headers["Vary"] = "Accept-Encoding" }
        guard let packed, head.headers["Range"] == nil, Compression.isAccepted(head.headers) else {
            return Response(.ok, headers: headers, body: .bytes(bytes))
        }
        headers["ETag"] = EntityTag.compressed(etag)
        headers["Content-Encoding"] = "gzip"
        return Response(.ok, headers: headers, body: .bytes(packed))
    }

    /// - Parameter isCurrent: whether the address names the version.
    static func headers(_ type: String, isCurrent: Bool, etag: String, modified: String?) -> Headers {
        var headers: Headers = [
            "Content-Type": type,
            "Cache-Control": isCurrent ? "public, max-age=31536000, immutable" : "no-cache",
        ]
        headers["Last-Modified"] = modified
        headers["ETag"] = etag
        return headers
    }
}
