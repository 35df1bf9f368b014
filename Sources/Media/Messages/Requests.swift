import Model

/// What a worker can be asked.
package enum RequestKind: UInt8, Sendable {
    case facts = 1
    case renditions = 2
    case inspection = 3
}

/// What a worker says.
package enum AnswerKind: UInt8, Sendable {
    /// First message of a worker.
    case hello = 64
    /// The answer about one file, in the order of the request.
    case answer = 65
    /// No answer about one file, but a reason.
    case problem = 66
}

/// The body of a request: options, then the files in the order of their descriptors.
package struct Request: Sendable {
    package struct File: Sendable {
        package let path: [UInt8]
        package let modified: Int64?
    }

    package let kind: RequestKind
    /// The meaning depends on the kind.
    package let options: [UInt8]
    package let files: [File]
    /// Longest path that is sent; the end is what matters.
    private static let mostPath = 4096

    package init(kind: RequestKind, options: [UInt8] = [], files: [OpenFile]) {
        self.kind = kind
        self.options = options
        self.files = files.map { file in
            // Rounded down, so that moments before 1970 stay in their second.
            let seconds = (Double(file.modifiedNanoseconds) / 1e9).rounded(.down)
            return File(path: Array(file.path.bytes.suffix(Self.mostPath)), modified: Int64(seconds))
        }
    }

    package var body: [UInt8] {
        var writer = MessageWriter()
        writer.put(options)
        writer.put(UInt32(files.count))
        for file in files {
            writer.put(file.path)
            writer.put(file.modified) { $0.put($1) }
        }
        return writer.bytes
    }

    /// Reads a request; the number of descriptors must fit.
    package init(_ message: Message) throws(WorkerProblem) {
        guard let kind = RequestKind(rawValue: message.kind) else {
            throw .protocolBroken("no request has the number \(message.kind)")
        }
        self.kind = kind
        var reader = MessageReader(message.body)
        options = Array(try reader.data(limit: 4096))
        let count = try reader.count(limit: MessageLimits.mostFiles)
        var files: [File] = []
        for _ in 0..<count {
            let path = Array(try reader.data(limit: Self.mostPath))
            files.append(
                File(path: path, modified: try reader.optional { (r) throws(WorkerProblem) in try r.integer() }))
        }
        guard message.descriptors.count >= files.count else {
            throw .protocolBroken("files without descriptors")
        }
        self.files = files
    }
}

/// The first message of a worker.
package struct Hello: Sendable, Hashable {
    /// Of messages; both sides must have the same.
    package static let version: UInt32 = 1
    package let version: UInt32
    /// Whether the kernel keeps the worker away from all files but /usr and /etc.
    package let isConfined: Bool

    package init(isConfined: Bool) {
        version = Self.version
        self.isConfined = isConfined
    }

    package init(_ body: [UInt8]) throws(WorkerProblem) {
        var reader = MessageReader(body)
        version = try reader.integer()
        isConfined = try reader.bool()
    }

    package var body: [UInt8] {
        var writer = MessageWriter()
        writer.put(version)
        writer.put(isConfined)
        return writer.bytes
    }
}
