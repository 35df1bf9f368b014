/// Takes the bytes of one body as they arrive, one call at a time.
protocol BodyReader: AnyObject {
    /// - Throws: `BodyFault`; no further call but `abandon` follows.
    func consume(_ bytes: UnsafeRawBufferPointer) throws(BodyFault)

    /// The body, after its last byte.
    ///
    /// - Throws: `BodyFault`.
    func finish() throws(BodyFault) -> RequestBody

    /// The request will not reach the handler; whatever was begun is undone.
    func abandon()
}

extension BodyReader {
    func abandon() {}
}

/// Drops a body nobody asked for.
final class DroppingReader: BodyReader {
    private var left: Int

    init(limit: Int) { left = limit }

    func consume(_ bytes: UnsafeRawBufferPointer) throws(BodyFault) {
        left -= bytes.count
        if left < 0 { throw .tooLarge }
    }

    func finish() throws(BodyFault) -> RequestBody { .none }
}

/// Keeps a body in memory up to a limit; grows with the bytes that came, not with what was announced.
final class KeepingReader: BodyReader {
    private let limit: Int
    private let shape: ([UInt8]) throws(BodyFault) -> RequestBody
    private var bytes: [UInt8] = []

    init(limit: Int, shape: @escaping ([UInt8]) throws(BodyFault) -> RequestBody) {
        self.limit = limit
        self.shape = shape
    }

    func consume(_ bytes: UnsafeRawBufferPointer) throws(BodyFault) {
        guard bytes.count <= limit - self.bytes.count else { throw .tooLarge }
        self.bytes.append(contentsOf: bytes)
    }

    func finish() throws(BodyFault) -> RequestBody { try shape(bytes) }
}
