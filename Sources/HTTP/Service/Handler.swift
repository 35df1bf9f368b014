/// What the HTTP floor asks the floor above.
package protocol Handler: Sendable {
    /// Decides, on a pool thread, what a request that passed the guard becomes. Must not block.
    func dispatch(_ head: RequestHead) -> Disposition

    /// Answers a request that was offloaded, on a thread of ours that may block.
    func respond(to request: Request) -> Response

    /// The page of an error that arose below the handler: guard, limits, overload. May run on a pool thread.
    func errorPage(_ status: Status, reason: String, request: RefusedRequest) -> Response

    /// Hears of every finished answer, on a pool thread. Must not block.
    func finished(_ entry: AccessEntry)
}

extension Handler {
    package func errorPage(_ status: Status, reason: String, request: RefusedRequest) -> Response {
        .text("\(status.code) \(status.phrase)\n\(reason)\n", status)
    }

    package func finished(_ entry: AccessEntry) {}
}

/// What is to become of a request.
package enum Disposition: Sendable {
    /// Answer at once on the pool thread: static files, cached thumbnails, 304, redirects.
    case inline(Response)
    /// Read the body, then call `respond(to:)` on a thread of ours while the connection sleeps.
    ///
    /// - Parameters:
    ///   - bodyLimit: bytes of the whole body; a longer one is answered 413.
    ///   - route: what the handler has found out already; it comes back with the request.
    case offloaded(bodyLimit: Int = 0, kind: BodyKind = .none, route: (any Sendable)? = nil)
    /// Answer at once without reading the body.
    case refuse(Response)
}

/// The shape in which the body is wanted.
package enum BodyKind: Sendable {
    /// No body is wanted; one within the limit is read and dropped.
    case none
    /// The bytes as they are.
    case raw
    /// `application/x-www-form-urlencoded` or `multipart/form-data` without files, else 415.
    case form(FormLimits = FormLimits())
    /// `multipart/form-data` whose files go to the sink while they arrive, else 415.
    case upload(any UploadSink, FormLimits = FormLimits())
    /// The whole body is one file, which goes to the sink while it arrives.
    case file(any UploadSink)
}

/// What is known of a request that was refused below the handler.
package struct RefusedRequest: Sendable {
    /// The target as it was sent, for display only.
    package let target: String
    package let headers: Headers
    /// nil when the request did not pass the guard.
    package var head: RequestHead?
}

/// One line of the access log.
package struct AccessEntry: Sendable {
    package let peer: String
    package let method: String
    package let target: String
    /// 0 when the connection ended before an answer.
    package let status: Int
    /// Bytes of the body as announced; nil for streams of unknown length.
    package let bytes: Int64?
    /// From the complete request line to the last byte handed to the kernel.
    package let milliseconds: Double
}
