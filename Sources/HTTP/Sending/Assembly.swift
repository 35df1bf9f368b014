/// Turns the answer of a handler into what goes over the wire: 304, compression, range, HEAD, security headers.
struct Assembly {
    private let request: RequestHead?
    private var answer: Answer

    /// - Parameter request: nil for a request that did not pass the guard; nothing of it is heeded then.
    init(_ response: Response, for request: RequestHead?) {
        self.request = request
        answer = Answer(
            status: response.status, headers: response.headers, body: response.body,
            announcedLength: response.body.length)
    }

    /// - Parameter unsatisfiable: makes the page for a range beyond the end.
    func finished(unsatisfiable: (RequestHead) -> Response) -> Answer {
        var copy = self
        if let request {
            if copy.isUnchanged(request) {
                copy.shrinkToNotModified()
            } else if !copy.compress(request), copy.cut(request) {
                var refusal = unsatisfiable(request)
                refusal.headers["Content-Range"] = "bytes */\(answer.announcedLength ?? 0)"
                copy = Assembly(refusal, for: request)
            }
            if request.method == .head { copy.dropBody() }
        }
        SecurityHeaders.add(to: &copy.answer.headers)
        return copy.answer
    }

    private func isUnchanged(_ request: RequestHead) -> Bool {
        answer.status == .ok && request.method.isSafe
            && Conditions.isCurrent(
                request.headers, etag: answer.headers["ETag"], modified: answer.headers["Last-Modified"])
    }

    private mutating func shrinkToNotModified() {
        dropBody()
        answer.status = .notModified
        for name in ["Content-Type", "Content-Disposition", "Content-Encoding"] { answer.headers[name] = nil }
    }

    private mutating func dropBody() {
        if case .events(let stream) = answer.body { stream.end() }
        answer.body = .none
    }

    /// - Returns: whether the body is compressed now.
    private mutating func compress(_ request: RequestHead) -> Bool {
        guard case .bytes(let bytes) = answer.body, bytes.count >= Compression.smallest,
            answer.headers["Content-Encoding"] == nil,
            ContentTypes.isCompressible(answer.headers["Content-Type"] ?? "")
        else { return false }
        let vary = answer.headers["Vary"]
        if vary?.contains("Accept-Encoding") != true {
            answer.headers["Vary"] = vary.map { "\($0), Accept-Encoding" } ?? "Accept-Encoding"
        }
        guard request.headers["Range"] == nil, Compression.isAccepted(request.headers),
            let packed = Compression.gzip(bytes)
        else { return false }
        answer.body = .bytes(packed)
        answer.announcedLength = Int64(packed.count)
        answer.headers["Content-Encoding"] = "gzip"
        if let tag = answer.headers["ETag"] { answer.headers["ETag"] = EntityTag.compressed(tag) }
        return true
    }

    /// Cuts the range that was asked for.
    ///
    /// - Returns: true when it lies beyond the end.
    private mutating func cut(_ request: RequestHead) -> Bool {
        guard answer.status == .ok, request.method.isSafe, let length = answer.announcedLength,
            answer.body.isSeekable
        else { return false }
        answer.headers["Accept-Ranges"] = "bytes"
        let allowed = Conditions.allowsRange(
            request.headers, etag: answer.headers["ETag"], modified: answer.headers["Last-Modified"])
        guard request.method == .get, allowed else { return false }
        switch ByteRange(request.headers["Range"], of: length) {
        case .whole: return false
        case .unsatisfiable: return true
        case .part(let offset, let count):
            answer.status = .partialContent
            answer.headers["Content-Range"] = "bytes \(offset)-\(offset + count - 1)/\(length)"
            answer.body = answer.body.part(offset: offset, length: count)
            answer.announcedLength = count
            return false
        }
    }
}

extension ResponseBody {
    /// Whether a part can be sent alone. Small texts in memory are not worth it.
    fileprivate var isSeekable: Bool {
        switch self {
        case .file: true
        case .stream(let source): source.length != nil
        case .none, .bytes, .events: false
        }
    }

    fileprivate func part(offset: Int64, length: Int64) -> ResponseBody {
        switch self {
        case .file(let file, let start, _): .file(file, offset: start + offset, length: length)
        case .stream(let source): .stream(source.part(offset: offset, length: length))
        case .none, .bytes, .events: self
        }
    }
}
