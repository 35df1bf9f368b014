package import Media
import Model
package import Platform

/// The endless conversation of a worker with the server.
package struct WorkerService {
    private let socket: MessageSocket
    private let facts: FactsReader
    private let beforeRequest: () -> Void

    /// - Parameter beforeRequest: called before each request, to renew limits.
    package init(
        socket: MessageSocket, beforeRequest: @escaping () -> Void = {}
    ) throws(DecodingProblem) {
        self.socket = socket
        self.beforeRequest = beforeRequest
        EmbeddedTags.prepare()
        facts = try FactsReader()
    }

    /// Answers requests until the server closes its end.
    package func run(hello: Hello) throws(ProcessError) {
        do throws(ProcessError) {
            try socket.send(kind: AnswerKind.hello.rawValue, body: hello.body)
            while true { try serve(try socket.receive()) }
        } catch {
            if error != .closed { throw error }
        }
    }

    private func serve(_ message: Message) throws(ProcessError) {
        beforeRequest()
        let request: Request
        do throws(WorkerProblem) {
            request = try Request(message)
        } catch {
            // Without a readable request nobody knows how many answers to send.
            throw .closed
        }
        for (file, descriptor) in zip(request.files, message.descriptors) {
            switch answer(request, file, descriptor) {
            case .success(let body): try send(.answer, body)
            case .failure(let problem): try send(.problem, problem.body)
            }
        }
    }

    private func answer(
        _ request: Request, _ file: Request.File, _ descriptor: Descriptor
    ) -> Result<[UInt8], WorkerProblem> {
        do throws(FileError) {
            switch request.kind {
            case .facts:
                return .success(try facts.facts(of: descriptor.number, path: file.path, modified: file.modified).body)
            case .renditions, .structure, .tags, .decodes: throw FileError(.read, path: nil, code: 95)
            }
        } catch {
            return .failure(.unreadable(code: error.code, text: error.cause))
        }
    }

    private func send(_ kind: AnswerKind, _ body: [UInt8]) throws(ProcessError) {
        try socket.send(kind: kind.rawValue, body: body)
    }
}
