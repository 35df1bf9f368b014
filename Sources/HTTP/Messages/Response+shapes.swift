package import Platform

extension Response {
    /// A page.
    package static func html(_ bytes: [UInt8], _ status: Status = .ok) -> Response {
        Response(status, headers: ["Content-Type": "text/html; charset=utf-8"], body: .bytes(bytes))
    }

    /// One JSON value.
    package static func json(_ bytes: [UInt8], _ status: Status = .ok) -> Response {
        Response(status, headers: ["Content-Type": "application/json; charset=utf-8"], body: .bytes(bytes))
    }

    /// Plain text.
    package static func text(_ text: String, _ status: Status = .ok) -> Response {
        Response(status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: .bytes(Array(text.utf8)))
    }

    /// 303: what a form answers, so that a reload does not send it again.
    package static func redirect(to location: String, _ status: Status = .seeOther) -> Response {
        Response(status, headers: ["Location": location])
    }

    /// 304 for a client whose copy is known to be current, before anything was opened.
    package static func notModified(etag: String? = nil, cacheControl: String? = nil) -> Response {
        Response(.notModified).with("ETag", etag).with("Cache-Control", cacheControl)
    }

    /// An open file, sent from the page cache: for the cache and data folders, not for storages.
    package static func file(_ file: Descriptor, length: Int64, type: String) -> Response {
        Response(.ok, headers: ["Content-Type": type], body: .file(file, offset: 0, length: length))
    }

    /// Bytes pulled on threads of our own: for storages.
    package static func stream(_ source: ByteSource, type: String) -> Response {
        Response(.ok, headers: ["Content-Type": type], body: .stream(source))
    }

    /// Server-sent events.
    package static func events(_ stream: EventStream) -> Response {
        Response(
            .ok, headers: ["Content-Type": "text/event-stream", "Cache-Control": "no-store"], body: .events(stream))
    }
}
