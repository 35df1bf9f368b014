/// A whole request, as `Handler.respond(to:)` gets it.
package struct Request: Sendable {
    package let head: RequestHead
    package let body: RequestBody

    package init(head: RequestHead, body: RequestBody = .none) {
        self.head = head
        self.body = body
    }

    package var method: Method { head.method }
    package var path: [String] { head.path }
    package var query: [FormField] { head.query }
    package var headers: Headers { head.headers }

    /// The fields of the form; empty for other bodies.
    package var form: [FormField] {
        switch body {
        case .form(let fields), .upload(let fields, _): fields
        case .none, .raw: []
        }
    }

    /// The files of an upload; empty for other bodies.
    package var files: [UploadedFile] {
        if case .upload(_, let files) = body { files } else { [] }
    }

    /// The bytes of a raw body, such as JSON; empty for other bodies.
    package var bytes: [UInt8] {
        if case .raw(let bytes) = body { bytes } else { [] }
    }
}

/// A body after reading, in the shape the disposition asked for.
package enum RequestBody: Sendable {
    case none
    case raw([UInt8])
    case form([FormField])
    case upload(fields: [FormField], files: [UploadedFile])
}
