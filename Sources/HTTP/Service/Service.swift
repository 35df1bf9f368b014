/// Everything between a parsed head and bytes to send, without the network: guard, routing, limits, assembling.
struct Service: Sendable {
    let configuration: ServerConfiguration
    let handler: any Handler
    let streams = EventStreams()
    private let gate: RequestGuard

    init(configuration: ServerConfiguration, handler: any Handler) {
        self.configuration = configuration
        self.handler = handler
        gate = RequestGuard(allowedHosts: configuration.allowedHosts, scheme: configuration.scheme)
    }

    /// What a head leads to.
    enum Admission {
        case answered(Answer)
        case offloaded(RequestHead, any BodyReader)
        /// As `offloaded`; the reader may block and wants a thread of ours.
        case upload(RequestHead, any BodyReader)
    }

    /// Guard, routing, and the limits that can be seen before the body.
    func admit(_ raw: RawHead) -> Admission {
        var head: RequestHead
        do { head = try gate.check(raw) } catch { return .answered(refusal(error.rule, raw)) }
        switch handler.dispatch(head) {
        case .inline(let response), .refuse(let response): return .answered(assemble(response, head))
        case .offloaded(let limit, let kind, let route):
            head.route = route
            if let length = raw.announcedLength, length > Int64(limit) {
                return .answered(refusal(.tooLarge, head))
            }
            do {
                switch kind {
                case .upload, .file: return .upload(head, try reader(head, kind, limit))
                default: return .offloaded(head, try reader(head, kind, limit))
                }
            } catch { return .answered(refusal(error, head)) }
        }
    }

    /// Runs the handler on a whole request.
    func respond(_ head: RequestHead, _ body: RequestBody) -> Answer {
        assemble(handler.respond(to: Request(head: head, body: body)), head)
    }

    /// The answer to a body that was not accepted.
    func refusal(_ fault: BodyFault, _ head: RequestHead) -> Answer {
        let request = RefusedRequest(target: head.target.raw, headers: head.headers, head: head)
        return assemble(handler.errorPage(fault.status, reason: fault.reason, request: request), head)
    }

    /// The answer to one event stream too many.
    func tooManyStreams(_ head: RequestHead) -> Answer {
        var answer = refusal(BodyFault(.tooManyRequests, "Too many pages follow events at the same time."), head)
        answer.headers["Retry-After"] = "5"
        return answer
    }

    /// The answer when no thread is free for a request.
    func overload(_ head: RequestHead) -> Answer {
        var answer = refusal(BodyFault(.unavailable, "Too many requests are waiting; try again in a moment."), head)
        answer.headers["Retry-After"] = "1"
        return answer
    }

    private func refusal(_ rule: GuardRule, _ raw: RawHead) -> Answer {
        let request = RefusedRequest(target: String(decoding: raw.target, as: UTF8.self), headers: raw.headers)
        var answer = assemble(handler.errorPage(rule.status, reason: rule.reason, request: request), nil)
        if rule == .method { answer.headers["Allow"] = Method.allCases.map(\.rawValue).joined(separator: ", ") }
        // Where the next request begins is not sure after a head that broke a rule of framing.
        answer.closes = rule.status == .badRequest
        return answer
    }

    private func reader(_ head: RequestHead, _ kind: BodyKind, _ limit: Int) throws(BodyFault) -> any BodyReader {
        switch kind {
        case .none: return DroppingReader(limit: limit)
        case .raw: return KeepingReader(limit: limit) { bytes throws(BodyFault) in .raw(bytes) }
        case .form(let limits):
            guard head.method == .post else { return DroppingReader(limit: limit) }
            switch head.contentType {
            case nil, "application/x-www-form-urlencoded":
                return KeepingReader(limit: limit) { bytes throws(BodyFault) in
                    .form(try FormParser.parse(bytes, limits: limits))
                }
            default: return try multipart(head, limit, limits, nil)
            }
        case .upload(let sink, let limits): return try multipart(head, limit, limits, sink)
        case .file(let sink): return FileReader(contentType: head.contentType, limit: limit, sink: sink)
        }
    }

    private func multipart(
        _ head: RequestHead, _ limit: Int, _ limits: FormLimits, _ sink: (any UploadSink)?
    ) throws(BodyFault) -> any BodyReader {
        guard head.contentType == "multipart/form-data" else {
            throw BodyFault(.unsupportedMediaType, "The form was sent in a format this page does not read.")
        }
        let type = head.headers["Content-Type"] ?? ""
        guard let reader = MultipartReader(contentType: type, limit: limit, limits: limits, sink: sink) else {
            throw .malformed("The form does not say how its parts are separated.")
        }
        return reader
    }

    /// Applies conditions, range, compression, the security headers and the limit on event streams.
    func assemble(_ response: Response, _ head: RequestHead?) -> Answer {
        let answer = Assembly(response, for: head).finished { head in
            let request = RefusedRequest(target: head.target.raw, headers: head.headers, head: head)
            let reason = "The part that was asked for lies beyond the end of the file."
            return handler.errorPage(.rangeNotSatisfiable, reason: reason, request: request)
        }
        guard case .events(let stream) = answer.body, let head else { return answer }
        let limit = configuration.eventStreamsPerClient
        if streams.add(stream, limit: limit) { return answer }
        // A page that was just reloaded may have left its stream behind.
        streams.lookForGone(clientKey: stream.clientKey)
        return streams.add(stream, limit: limit) ? answer : tooManyStreams(head)
    }
}
