/// Refuses what a careful server must not pass on; libmicrohttpd 0.9.75 is lenient.
struct RequestGuard: Sendable {
    /// Names in `Host` that are answered, lower case, without port.
    let allowedHosts: Set<String>
    /// The scheme browsers see.
    let scheme: String

    /// The longest target in bytes that is looked at.
    static let longestTarget = 8192

    /// The head that may be routed.
    func check(_ raw: RawHead) throws(GuardViolation) -> RequestHead {
        try require(raw.isIntact, .nulByte)
        try require(raw.version == "HTTP/1.1" || raw.version == "HTTP/1.0", .version)
        for field in raw.headers.fields { try check(field) }
        try checkFraming(raw)
        let host = try host(raw.headers)
        let target = try target(raw.target)
        try require(allowedHosts.contains(host), .foreignHost)
        guard let method = Method(rawValue: raw.method) else { throw GuardViolation(rule: .method) }
        let head = RequestHead(method: method, target: target, headers: raw.headers, peer: raw.peer)
        if method.isSafe {
            try require(raw.announcedLength == 0, .unexpectedBody)
        } else if head.bearerToken == nil {
            // A page of another site cannot add an Authorization header without asking first by OPTIONS.
            try checkOrigin(head)
        }
        return head
    }

    private func require(_ condition: Bool, _ rule: GuardRule) throws(GuardViolation) {
        if !condition { throw GuardViolation(rule: rule) }
    }

    private func check(_ field: Headers.Field) throws(GuardViolation) {
        try require(!field.name.isEmpty && field.name.utf8.allSatisfy(Self.isToken), .headerName)
        for byte in field.value.utf8 {
            try require(byte != 0x0D, .bareCarriageReturn)
            try require(byte >= 0x20 && byte != 0x7F || byte == 0x09, .headerControl)
        }
    }

    /// RFC 9112 section 6: what the length of the body is must have one answer.
    private func checkFraming(_ raw: RawHead) throws(GuardViolation) {
        let lengths = raw.headers.values("Content-Length")
        let encodings = raw.headers.values("Transfer-Encoding")
        try require(lengths.isEmpty || encodings.isEmpty, .lengthWithEncoding)
        try require(lengths.count < 2, .twoLengths)
        for length in lengths {
            let digits = length.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            try require(digits && Int64(length) != nil, .badLength)
        }
        guard !encodings.isEmpty else { return }
        let isChunked = encodings.count == 1 && Headers.isSame(encodings[0], "chunked")
        try require(isChunked && raw.version == "HTTP/1.1", .otherEncoding)
    }

    /// The name in `Host`, in lower case and without its port.
    private func host(_ headers: Headers) throws(GuardViolation) -> String {
        let hosts = headers.values("Host")
        try require(!hosts.isEmpty, .missingHost)
        try require(hosts.count == 1, .twoHosts)
        let value = hosts[0].lowercased()
        let name: Substring
        if value.hasPrefix("["), let end = value.firstIndex(of: "]") {
            name = value[...end]
        } else {
            name = value.prefix { $0 != ":" }
        }
        let port = value[name.endIndex...].utf8
        let isPort = port.isEmpty || port.dropFirst().allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        try require(isPort && (port.isEmpty || port.first == UInt8(ascii: ":")), .foreignHost)
        return String(name)
    }

    private func target(_ bytes: [UInt8]) throws(GuardViolation) -> Target {
        try require(bytes.count <= Self.longestTarget, .targetTooLong)
        do { return try Target(parsing: bytes) } catch { throw GuardViolation(rule: GuardRule(error)) }
    }

    /// `Origin`, or where a browser sends none `Referer`, must be this very server.
    private func checkOrigin(_ head: RequestHead) throws(GuardViolation) {
        let own = "\(scheme)://\(head.host)".lowercased()
        let origins = head.headers.values("Origin")
        if origins.isEmpty {
            guard let referer = head.headers["Referer"]?.lowercased() else {
                throw GuardViolation(rule: .missingOrigin)
            }
            try require(referer == own || referer.hasPrefix(own + "/"), .foreignOrigin)
        } else {
            try require(origins.count == 1 && origins[0].lowercased() == own, .foreignOrigin)
        }
    }

    /// The characters of a header name (RFC 9110 section 5.6.2).
    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "!"),
            UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
