import Glibc

/// Our end of a pipe or socket; closed with the last reference. Not for two threads at once in one direction.
package final class PipeEnd: @unchecked Sendable {
    package let descriptor: Int32
    private let isOpen = Lock(true)

    /// Takes the descriptor over.
    package init(owning descriptor: Int32) { self.descriptor = descriptor }

    deinit { close() }

    /// Closes this end; the child then reads end of file. Further calls do nothing.
    package func close() {
        isOpen.withLock { isOpen in
            if isOpen { _ = Glibc.close(descriptor) }
            isOpen = false
        }
    }

    /// Writes everything, waiting for the reader. Throws `.closed` when there is none; SIGPIPE must be ignored.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(ProcessError) {
        var done = 0
        while done < bytes.count {
            let written = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            if written > 0 {
                done += written
            } else if errno == EPIPE || errno == EBADF {
                throw .closed
            } else if errno != EINTR {
                throw .system(call: "write", program: "pipe", code: errno)
            }
        }
    }

    /// As `write(_:)` for an array.
    package func write(_ bytes: [UInt8]) throws(ProcessError) {
        var failure: ProcessError?
        bytes.withUnsafeBytes { buffer in
            do throws(ProcessError) { try write(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Appends what is there, at least one byte, at most `limit`, to `bytes`.
    ///
    /// - Parameter seconds: how long to wait for the first byte; nil = for ever.
    /// - Returns: the number of bytes; 0 = end of file. Throws `.deadlineExceeded`.
    package func read(
        into bytes: inout [UInt8], limit: Int = 65_536, seconds: Double? = nil
    ) throws(ProcessError) -> Int {
        guard try waitUntilReadable(seconds: seconds) else { throw .deadlineExceeded(program: "pipe") }
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: limit))
        var received = 0
        repeat {
            received = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: start), limit)
            }
        } while received < 0 && errno == EINTR
        bytes.removeLast(limit - max(received, 0))
        if received < 0 { throw .system(call: "read", program: "pipe", code: errno) }
        return received
    }

    /// Whether a byte or end of file came within that time; nil waits for ever.
    package func waitUntilReadable(seconds: Double?) throws(ProcessError) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return try Polling.wait(&entry, count: 1, seconds: seconds)
    }
}

/// poll(2) that survives signals.
enum Polling {
    /// - Returns: whether one of the entries is ready before the time is over; nil waits for ever.
    static func wait(
        _ entries: UnsafeMutablePointer<pollfd>, count: Int, seconds: Double?
    ) throws(ProcessError) -> Bool {
        let end = seconds.map { SystemTime().monotonic + $0 }
        while true {
            let left = end.map { Int32(min(max(0, ($0 - SystemTime().monotonic) * 1000).rounded(.up), 1e9)) } ?? -1
            let ready = poll(entries, nfds_t(count), left)
            if ready > 0 { return true }
            if ready == 0 { return false }
            if errno != EINTR { throw .system(call: "poll", program: "pipe", code: errno) }
        }
    }
}
