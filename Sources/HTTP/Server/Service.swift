/// Everything between a parsed head and bytes to send, without the network: guard, routing, limits, assembling.
package struct Service: Sendable {
    package let configuration: ServerConfiguration
    package let handler: any Handler
    private let gate: RequestGuard

    package init(configuration: ServerConfiguration, handler: any Handler) {
        self.configuration = configuration
        self.handler = handler
        gate = RequestGuard(allowedHosts: configuration.allowedHosts, scheme: configuration.scheme)
    }

    /// What a head leads to.
    enum Admission {
        case answered(Answer)
        case offloaded(RequestHead, any BodyReader)
    }

    /// Guard, routing, and the limits that can be seen before the body.
    func admit(_ raw: RawHead) -> Admission {
        let head: RequestHead
        do { head = try gate.check(raw) } catch { return .answered(refusal(error.rule, raw)) }
        switch handler.dispatch(head) {
        case .inline(let response), .refuse(let response): return .answered(assemble(response, head))
        case .offloaded(let limit, let kind):
            if let length = raw.announcedLength, length > Int64(limit) {
                return .answered(refusal(.tooLarge, head))
            }
            do { return .offloaded(head, try reader(head, kind, limit)) } catch {
                return .answered(refusal(error, head))
            }
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
            default: throw BodyFault(.unsupportedMediaType, "The form was sent in a format this page does not read.")
            }
        case .upload: throw BodyFault(.unsupportedMediaType, "Files are not accepted here.")
        }
    }

    private func assemble(_ response: Response, _ head: RequestHead?) -> Answer {
        var answer = Answer(
            status: response.status, headers: response.headers, body: response.body,
            announcedLength: response.body.length)
        SecurityHeaders.add(to: &answer.headers)
        return answer
    }
}
