package import Platform

/// An answer before conditions, ranges, compression and the security headers are applied to it.
///
/// An answer 200 that carries `ETag` or `Last-Modified` is answered 304 by itself when the client has it already, and
/// 206 or 416 when a range of a body of known length was asked for.
package struct Response: Sendable {
    package var status: Status
    package var headers: Headers
    package var body: ResponseBody

    package init(_ status: Status, headers: Headers = Headers(), body: ResponseBody = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The same answer with one more header; an existing one of that name is replaced.
    package func with(_ name: String, _ value: String?) -> Response {
        var copy = self
        copy.headers[name] = value
        return copy
    }

    /// The same answer with a cookie.
    package func setting(_ cookie: SetCookie) -> Response {
        var copy = self
        copy.headers.add("Set-Cookie", cookie.header)
        return copy
    }
}

/// Where the bytes of an answer come from.
package enum ResponseBody: Sendable {
    case none
    /// In memory; the only kind that is compressed.
    case bytes([UInt8])
    /// A part of an open file on a disk that does not hang: the pool thread sends it from the page cache.
    case file(Descriptor, offset: Int64, length: Int64)
    /// Pulled on threads of our own, for storages that may hang.
    case stream(ByteSource)
    /// Server-sent events; no thread is held while nothing happens.
    case events(EventStream)

    /// Bytes, or nil when nobody knows before the end.
    package var length: Int64? {
        switch self {
        case .none: 0
        case .bytes(let bytes): Int64(bytes.count)
        case .file(_, _, let length): length
        case .stream(let source): source.length
        case .events: nil
        }
    }
}
