import Foundation
import Glibc
import Testing

/// A client of the smallest kind: one connection a request; keeps the session cookie, as a browser does.
final class WebClient {
    struct Answer: CustomStringConvertible {
        var status = 0
        var headers: [(name: String, value: String)] = []
        var body: [UInt8] = []

        subscript(name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
        var text: String { String(decoding: body, as: UTF8.self) }
        func json() throws -> JSON { try JSON(text) }
        var description: String { "\(status) \(headers.map { "\($0.name): \($0.value)" })\n\(text)" }
    }

    let port: UInt16
    /// The value of `csrf_token` of this session, once a page was read.
    private(set) var token = ""
    private var cookies: [String: String] = [:]
    private let bearer: String?

    init(port: UInt16, bearer: String? = nil) {
        self.port = port
        self.bearer = bearer
    }

    var origin: String { "http://127.0.0.1:\(port)" }

    func get(_ path: String, headers: [String: String] = [:]) throws -> Answer {
        let answer = try send("GET", path, headers: headers, body: nil)
        // The value is 64 hexadecimal digits.
        if let field = answer.text.firstRange(of: "name=\"csrf_token\" value=\"") {
            token = String(answer.text[field.upperBound...].prefix { $0 != "\"" })
        }
        return answer
    }

    /// Sends a form as a page of ours does; reads a page first when it has no token yet.
    func form(_ path: String, _ fields: [(String, String)], headers: [String: String] = [:]) throws -> Answer {
        if token.isEmpty { _ = try get("/settings") }
        let body = ([("csrf_token", token)] + fields).map { "\(Self.escape($0))=\(Self.escape($1))" }
        var all = ["Content-Type": "application/x-www-form-urlencoded", "Origin": origin]
        all.merge(headers) { $1 }
        return try send("POST", path, headers: all, body: Array(body.joined(separator: "&").utf8))
    }

    /// Sends JSON; an empty text is an empty body.
    func post(_ path: String, _ json: String = "", headers: [String: String] = [:]) throws -> Answer {
        var all = json.isEmpty ? [:] : ["Content-Type": "application/json"]
        all.merge(headers) { $1 }
        return try send("POST", path, headers: all, body: Array(json.utf8))
    }

    /// Headers with an empty value are left out, so that a test can take `Origin` away.
    func send(_ method: String, _ path: String, headers: [String: String], body: [UInt8]?) throws -> Answer {
        var fields = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
        if !cookies.isEmpty { fields["Cookie"] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ") }
        if let bearer { fields["Authorization"] = "Bearer \(bearer)" }
        if let body { fields["Content-Length"] = String(body.count) }
        fields.merge(headers) { $1 }
        let lines = fields.filter { !$0.value.isEmpty }.map { "\($0): \($1)" }
        let head = (["\(method) \(path) HTTP/1.1"] + lines + ["", ""]).joined(separator: "\r\n")
        let answer = try exchange(Array(head.utf8) + (body ?? []))
        for (name, value) in answer.headers where name.lowercased() == "set-cookie" {
            let pair = value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { cookies[pair[0]] = pair[1] }
        }
        return answer
    }

    private func exchange(_ request: [UInt8]) throws -> Answer {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        // So that a test fails instead of hanging.
        var limit = timeval(tv_sec: Int(Household.patience), tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(code == 0, "no connection to port \(port)")
        var done = 0
        while done < request.count {
            let count = request.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress.map { $0 + done }, request.count - done, Int32(MSG_NOSIGNAL))
            }
            // What the server said before it closed is read below.
            if count <= 0 { break }
            done += count
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count <= 0 { break }
            bytes += buffer[..<count]
        }
        return try Self.parse(bytes)
    }

    private static func parse(_ bytes: [UInt8]) throws -> Answer {
        let end = try #require(
            Data(bytes).range(of: Data("\r\n\r\n".utf8)), "no answer: \(String(decoding: bytes, as: UTF8.self))")
        var lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")[...]
        var answer = Answer()
        answer.status = lines.popFirst()?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        answer.headers = lines.compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        let rest = Array(bytes[end.upperBound...])
        answer.body = answer["Transfer-Encoding"]?.lowercased() == "chunked" ? try joined(chunks: rest) : rest
        return answer
    }

    private static func joined(chunks: [UInt8]) throws -> [UInt8] {
        var rest = chunks[...]
        var body: [UInt8] = []
        while let line = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let digits = String(decoding: rest[rest.startIndex..<line], as: UTF8.self).prefix { $0.isHexDigit }
            let size = try #require(Int(digits, radix: 16))
            guard size > 0, line + 1 + size <= rest.endIndex else { break }
            body += rest[(line + 1)..<(line + 1 + size)]
            rest = rest[(line + 1 + size)...].dropFirst(2)
        }
        return body
    }

    static func escape(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
