import CPlatform
import Glibc

/// One end of a stream socket over which two of our processes pass bytes and open descriptors.
package final class DescriptorSocket: Sendable {
    package let end: PipeEnd
    /// Descriptors that one `receive` accepts; the kernel allows 253.
    package static let mostDescriptors = 128

    /// Takes the descriptor over.
    package init(owning descriptor: Int32) { end = PipeEnd(owning: descriptor) }

    /// Two connected ends.
    package static func pair() throws(ProcessError) -> (DescriptorSocket, DescriptorSocket) {
        var ends: [Int32] = [-1, -1]
        let code = photostead_socket_pair(&ends)
        if code != 0 { throw .system(call: "socketpair", program: "socket", code: code) }
        return (DescriptorSocket(owning: ends[0]), DescriptorSocket(owning: ends[1]))
    }

    package func close() { end.close() }

    /// Sends all bytes; the descriptors go with the first of them and stay open here.
    package func send(_ bytes: UnsafeRawBufferPointer, descriptors: [Int32] = []) throws(ProcessError) {
        var done = 0
        while done < bytes.count {
            let passed = done == 0 ? descriptors : []
            let sent = photostead_send(
                end.descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, passed, passed.count)
            if sent > 0 {
                done += sent
            } else if errno == EPIPE || errno == ECONNRESET || errno == EBADF {
                throw .closed
            } else if errno != EINTR {
                throw .system(call: "sendmsg", program: "socket", code: errno)
            }
        }
    }

    /// Fills the whole buffer and gives the descriptors that came with it, which the caller now owns.
    ///
    /// Throws `.closed` at end of file and `.deadlineExceeded` when a wait for bytes took longer than `seconds`.
    package func receive(
        _ buffer: UnsafeMutableRawBufferPointer, seconds: Double? = nil
    ) throws(ProcessError) -> [Int32] {
        var done = 0
        var descriptors: [Int32] = []
        do throws(ProcessError) {
            while done < buffer.count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
                done += try receiveSome(rest, seconds: seconds, descriptors: &descriptors)
            }
        } catch {
            for descriptor in descriptors { _ = Glibc.close(descriptor) }
            throw error
        }
        return descriptors
    }

    private func receiveSome(
        _ buffer: UnsafeMutableRawBufferPointer, seconds: Double?, descriptors: inout [Int32]
    ) throws(ProcessError) -> Int {
        if seconds != nil, try !end.waitUntilReadable(seconds: seconds) { throw .deadlineExceeded(program: "socket") }
        var found = [Int32](repeating: -1, count: Self.mostDescriptors)
        var count = found.count
        let received = photostead_receive(end.descriptor, buffer.baseAddress, buffer.count, &found, &count)
        if received < 0 {
            if errno == EINTR { return 0 }
            if errno == ECONNRESET || errno == EBADF { throw .closed }
            throw .system(call: "recvmsg", program: "socket", code: errno)
        }
        descriptors += found[..<count]
        if received == 0 { throw .closed }
        return received
    }
}
