import HTTP
import Imports
import Model

/// Hands the files of a request to the upload that they belong to.
struct ImportUploadSink: UploadSink {
    /// Bytes of one request with photos; the disk they go to is the limit that matters.
    static let mostBytes = 1 << 42

    let uploads: Uploads
    /// Of the upload.
    let id: String
    let head: RequestHead
    /// Throws unless the client may change anything; gets the token that a form carries.
    let authorize: @Sendable (String?) throws -> Void

    func begin(_ part: UploadPart, after fields: [FormField]) throws -> any UploadDestination {
        try Self.answering {
            try authorize(fields.first { $0.name == "csrf_token" }?.value)
            // A plain form sends names; a script announces the file in the address, so that it can go on later.
            guard part.field.isEmpty else { return ReceivedFile(try uploads.receive(id, path: part.fileName)) }
            let offer = try Self.offer(head)
            let offset = try Self.number("offset", head) ?? 0
            return ReceivedFile(try uploads.receive(id, path: offer.path, offer: offer, offset: offset))
        }
    }

    /// The file that a request announces in its address.
    ///
    /// - Throws: `WebError` 400.
    static func offer(_ head: RequestHead) throws -> UploadOffer {
        guard let path = head.query.first(where: { $0.name == "path" })?.value, let size = try number("size", head)
        else { throw WebError(.badRequest, "the file", "its path and size are missing in the address") }
        // Photos from before 1970 have a time, too.
        let modified = head.query.first { $0.name == "modified" }.flatMap { Int64($0.value) }
        return UploadOffer(path: path, size: size, modified: modified)
    }

    private static func number(_ name: String, _ head: RequestHead) throws -> Int64? {
        guard let text = head.query.first(where: { $0.name == name })?.value else { return nil }
        guard let number = Int64(text), number >= 0 else {
            throw WebError(.badRequest, name, "“\(text)” is no number of bytes")
        }
        return number
    }

    /// Errors of ours as the HTTP floor answers them.
    static func answering<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let failure as any Failure {
            let isFull = (failure as? Refusal)?.kind == .full
            throw BodyFault(isFull ? .insufficientStorage : WebError.status(of: failure), failure.sentence)
        }
    }
}

/// A file of an upload on its way to the disk.
private final class ReceivedFile: UploadDestination {
    private let reception: FileReception

    init(_ reception: FileReception) { self.reception = reception }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        try ImportUploadSink.answering { try reception.write(bytes) }
    }

    func close() throws { try ImportUploadSink.answering { try reception.close() } }

    func abandon() { reception.abandon() }
}

extension Failure {
    /// What happened and what to do, for an answer of one line.
    fileprivate var sentence: String {
        [Sentence.ended(description), hint].compactMap(\.self).joined(separator: " ")
    }
}
