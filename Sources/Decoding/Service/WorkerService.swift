package import Media
import Model
package import Platform

/// The endless conversation of a worker with the server.
package struct WorkerService {
    private let socket: MessageSocket
    private let facts: FactsReader
    private let renditions: RenditionMaker
    private let inspector: FileInspector
    private let beforeRequest: () -> Void

    /// - Parameter beforeRequest: called before each request, to renew limits.
    package init(
        socket: MessageSocket, beforeRequest: @escaping () -> Void = {}
    ) throws(DecodingProblem) {
        self.socket = socket
        self.beforeRequest = beforeRequest
        let magic = try Magic()
        facts = FactsReader(magic: magic)
        renditions = RenditionMaker(magic: magic)
        inspector = FileInspector(facts: facts, magic: magic)
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
        do throws(WorkerProblem) {
            return .success(try body(request, file, descriptor))
        } catch {
            return .failure(error)
        }
    }

    private func body(
        _ request: Request, _ file: Request.File, _ descriptor: Descriptor
    ) throws(WorkerProblem) -> [UInt8] {
        switch request.kind {
        case .facts:
            do throws(FileError) {
                return try facts.facts(of: descriptor.number, path: file.path, modified: file.modified).body
            } catch {
                throw .unreadable(code: error.code, text: error.cause)
            }
        case .renditions:
            let sizes = RenditionSizes(rawValue: request.options.first ?? 0)
            do throws(DecodingProblem) {
                return try renditions.renditions(of: descriptor, path: file.path, sizes: sizes).body
            } catch {
                throw WorkerProblem(error)
            }
        case .inspection:
            let parts = InspectionParts(rawValue: request.options.first ?? 0)
            do throws(FileError) {
                return try inspector.inspect(descriptor, path: file.path, modified: file.modified, parts).body
            } catch {
                throw .unreadable(code: error.code, text: error.cause)
            }
        }
    }

    private func send(_ kind: AnswerKind, _ body: [UInt8]) throws(ProcessError) {
        try socket.send(kind: kind.rawValue, body: body)
    }
}

extension WorkerProblem {
    /// For the way to the server.
    init(_ problem: DecodingProblem) {
        switch problem {
        case .damaged(let text): self = .damaged(text)
        case .refused(let text): self = .refused(text)
        case .unsupported(let text): self = .unsupported(text)
        }
    }
}
