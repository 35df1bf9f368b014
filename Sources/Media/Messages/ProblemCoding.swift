extension WorkerProblem {
    /// For the way from the worker; only what a worker can find out.
    package var body: [UInt8] {
        var writer = MessageWriter()
        switch self {
        case .unreadable(let code, let text):
            writer.put(UInt8(1))
            writer.put(code)
            writer.put(text)
        case .damaged(let text):
            writer.put(UInt8(2))
            writer.put(text)
        case .refused(let text):
            writer.put(UInt8(3))
            writer.put(text)
        case .unsupported(let text):
            writer.put(UInt8(4))
            writer.put(text)
        case .workerDied, .workerExited, .timedOut, .protocolBroken, .noWorker, .closed:
            writer.put(UInt8(5))
            writer.put(reason)
        }
        return writer.bytes
    }

    package init(body: [UInt8]) throws(WorkerProblem) {
        var reader = MessageReader(body)
        switch try reader.byte() {
        case 1: self = .unreadable(code: try reader.integer(), text: try reader.text())
        case 2: self = .damaged(try reader.text())
        case 3: self = .refused(try reader.text())
        case 4: self = .unsupported(try reader.text())
        default: self = .protocolBroken(try reader.text())
        }
    }
}
