import Glibc
package import Platform

/// One whole message and the descriptors that came with it, which the receiver owns.
package struct Message {
    package let kind: UInt8
    package let body: [UInt8]
    package let descriptors: [Descriptor]
}

/// Messages over a socket: four bytes of length, one of kind, the body.
package final class MessageSocket: Sendable {
    private let socket: DescriptorSocket
    private static let headerCount = 5

    package init(_ socket: DescriptorSocket) { self.socket = socket }

    package func close() { socket.close() }

    /// Sends one message; the descriptors stay open here.
    package func send(
        kind: UInt8, body: [UInt8], descriptors: [Int32] = []
    ) throws(ProcessError) {
        var frame: [UInt8] = []
        frame.reserveCapacity(body.count + Self.headerCount)
        withUnsafeBytes(of: UInt32(body.count).littleEndian) { frame.append(contentsOf: $0) }
        frame.append(kind)
        frame.append(contentsOf: body)
        var failure: ProcessError?
        frame.withUnsafeBytes { bytes in
            do throws(ProcessError) { try socket.send(bytes, descriptors: descriptors) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Receives one message. Throws `.closed` when the other side is gone.
    ///
    /// - Parameter seconds: longest wait for any bytes; nil = for ever.
    package func receive(seconds: Double? = nil) throws(ProcessError) -> Message {
        var header = [UInt8](repeating: 0, count: Self.headerCount)
        let descriptors = try fill(&header, seconds: seconds).map { Descriptor(owning: $0) }
        let count = header[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard count <= MessageLimits.mostFrame else {
            throw .system(call: "receive", program: "message", code: EMSGSIZE)
        }
        var body = [UInt8](repeating: 0, count: count)
        // Descriptors come with the first byte of a message; any others are not ours.
        for stray in try fill(&body, seconds: seconds) { _ = Glibc.close(stray) }
        return Message(kind: header[4], body: body, descriptors: descriptors)
    }

    private func fill(_ bytes: inout [UInt8], seconds: Double?) throws(ProcessError) -> [Int32] {
        var failure: ProcessError?
        var descriptors: [Int32] = []
        bytes.withUnsafeMutableBytes { buffer in
            do throws(ProcessError) {
                descriptors = try socket.receive(buffer, seconds: seconds)
            } catch { failure = error }
        }
        if let failure { throw failure }
        return descriptors
    }
}
