/// The head of a request as it came from the wire, before anybody trusts it.
package struct RawHead: Sendable {
    package var method: String
    package var target: [UInt8]
    package var version: String
    package var headers: Headers
    /// The numeric address of the client.
    package var peer: String
    /// false when a NUL or a folded line hides a part of the head from the parser.
    package var isIntact: Bool

    package init(
        method: String, target: [UInt8], version: String = "HTTP/1.1", headers: Headers, peer: String = "127.0.0.1",
        isIntact: Bool = true
    ) {
        self.method = method
        self.target = target
        self.version = version
        self.headers = headers
        self.peer = peer
        self.isIntact = isIntact
    }

    /// The bytes of body the head announces; nil for a chunked body.
    var announcedLength: Int64? {
        if headers["Transfer-Encoding"] != nil { return nil }
        return headers["Content-Length"].flatMap { Int64($0) } ?? 0
    }
}
