/// Where the files of an upload go while they arrive.
package protocol UploadSink: Sendable {
    /// Begins a file. Called on threads of ours that may block, as are the calls of the destination.
    ///
    /// - Parameter fields: the fields of the form that came before the file; nobody has looked at them yet.
    /// - Throws: `BodyFault` with the status and the sentence to answer; any other error answers 500.
    func begin(_ part: UploadPart, after fields: [FormField]) throws -> any UploadDestination
}

/// One file that is being received; calls come one at a time.
package protocol UploadDestination: AnyObject, Sendable {
    /// - Throws: as `UploadSink.begin`.
    func write(_ bytes: UnsafeRawBufferPointer) throws

    /// The file is complete.
    ///
    /// - Throws: as `UploadSink.begin`.
    func close() throws

    /// The request will not reach the handler: remove what was written. May follow `close`.
    func abandon()
}

/// What a client says of a file before its bytes; nothing of it can be trusted.
package struct UploadPart: Sendable, Equatable {
    /// Name of the form field; empty when the file is the whole body.
    package let field: String
    /// As the client gave it, perhaps with folders; empty when the file is the whole body.
    package let fileName: String
    package let contentType: String?
}

/// A file that was received whole.
package struct UploadedFile: Sendable {
    package let part: UploadPart
    /// Bytes.
    package let size: Int64
    /// The object the sink made for it.
    package let destination: any UploadDestination
}
