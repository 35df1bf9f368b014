import Glibc
import Testing

/// A client that sends exactly the bytes it is told, over loopback.
final class Wire {
    /// One answer as it came.
    struct Reply {
        var status = 0
        var headers: [(name: String, value: String)] = []
        var body: [UInt8] = []

        subscript(name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// The server closed the connection before the answer was whole.
    struct Closed: Error {}

    private let socket: Int32
    private var buffer: [UInt8] = []

    init(port: UInt16, timeout: Int = 20) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        // So that a test fails instead of hanging.
        var limit = timeval(tv_sec: timeout, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(code == 0, "no connection to port \(port)")
    }

    deinit { close(socket) }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// An error is left to the reading side, which sees what the server said before it closed.
    func send(_ bytes: [UInt8]) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress.map { $0 + done }, bytes.count - done, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            done += count
        }
    }

    /// The next answer. `isHead` = it has no body whatever its length says.
    func reply(isHead: Bool = false) throws -> Reply {
        var reply = try head()
        if isHead || reply.status == 304 || reply.status == 204 { return reply }
        if reply["Transfer-Encoding"]?.lowercased() == "chunked" {
            while let chunk = try chunk() { reply.body += chunk }
        } else if let length = reply["Content-Length"].flatMap({ Int($0) }) {
            reply.body = try take(length)
        } else {
            while try fill() {}
            reply.body = buffer
            buffer = []
        }
        return reply
    }

    /// The head of the next answer; a `100 Continue` before it is passed over.
    func head() throws -> Reply {
        let lines = String(decoding: try take(through: "\r\n\r\n"), as: UTF8.self).components("\r\n")
        var reply = Reply()
        reply.status = Int(lines[0].split(separator: " ")[1]) ?? 0
        if reply.status == 100 { return try head() }
        for line in lines.dropFirst() where !line.isEmpty {
            guard let colon = line.firstIndex(of: ":") else { throw Closed() }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            reply.headers.append((String(line[..<colon]), String(value)))
        }
        return reply
    }

    /// The next chunk of a chunked body; nil after the last.
    func chunk() throws -> [UInt8]? {
        let line = String(decoding: try take(through: "\r\n"), as: UTF8.self)
        let size = Int(line.prefix { $0.isHexDigit }, radix: 16) ?? 0
        let bytes = try take(size)
        _ = try take(2)
        return size == 0 ? nil : bytes
    }

    /// Whether the server has closed the connection and everything was read.
    func isClosed() -> Bool {
        do { return try !fill() } catch { return false }
    }

    /// Repeats `step` until something can be read or the connection is closed.
    func wait(repeating step: () -> Void) {
        var watched = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        while poll(&watched, 1, 10) == 0 { step() }
    }

    func endSending() { shutdown(socket, Int32(SHUT_WR)) }

    private func take(_ count: Int) throws -> [UInt8] {
        while buffer.count < count { if try !fill() { throw Closed() } }
        defer { buffer.removeFirst(count) }
        return Array(buffer[..<count])
    }

    private func take(through end: String) throws -> [UInt8] {
        let end = Array(end.utf8)
        while true {
            if let count = lengthThrough(end) { return try take(count) }
            if try !fill() { throw Closed() }
        }
    }

    /// How many bytes there are up to the end of `end`. By the C library: the thread sanitizer makes Swift loops slow.
    private func lengthThrough(_ end: [UInt8]) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var at = 0
            while at + end.count <= bytes.count, let found = memchr(base + at, Int32(end[0]), bytes.count - at) {
                at = UnsafeRawPointer(found) - base
                if at + end.count <= bytes.count, memcmp(found, end, end.count) == 0 { return at + end.count }
                at += 1
            }
            return nil
        }
    }

    /// Reads more; false at the end.
    private func fill() throws -> Bool {
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = recv(socket, &bytes, bytes.count, 0)
        if count < 0 && errno == EAGAIN { throw TimedOut() }
        if count <= 0 { return false }
        buffer += bytes[..<count]
        return true
    }

    struct TimedOut: Error {}
}

extension String {
    func components(_ separator: String) -> [String] {
        var parts: [String] = []
        var rest = Substring(self)
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
