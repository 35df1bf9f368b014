import Testing

@testable import HTTP

/// Bytes nobody would send on purpose: nothing may trap or hang.
@Suite struct MutationTests {
    /// The same numbers in every run (SplitMix64).
    struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// A few bytes changed, removed, doubled or cut off.
    static func mutated(_ bytes: [UInt8], _ random: inout Random) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let at = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: at)
            case 2: bytes.insert(contentsOf: bytes[at...].prefix(20), at: at)
            case 3: bytes[at] = [0, 10, 13, 32, 37, 58][Int.random(in: 0..<6, using: &random)]
            case 4: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
            default: bytes.removeSubrange(at...)
            }
        }
        return bytes
    }

    @Test func `mutated multipart bodies end in a form or a fault`() throws {
        var random = Random(state: 1)
        let body = Array(MultipartTests.body.utf8)
        var forms = 0
        for _ in 0..<5000 {
            let bytes = Self.mutated(body, &random)
            let reader = try #require(
                MultipartReader(
                    contentType: "multipart/form-data; boundary=XX", limit: 1 << 16, limits: FormLimits(),
                    sink: MemorySink()))
            do throws(BodyFault) {
                var rest = bytes[...]
                while !rest.isEmpty {
                    let piece = Array(rest.prefix(Int.random(in: 1...64, using: &random)))
                    rest = rest.dropFirst(piece.count)
                    let fault = piece.withUnsafeBytes { piece -> BodyFault? in
                        do throws(BodyFault) {
                            try reader.consume(piece)
                            return nil
                        } catch { return error }
                    }
                    if let fault { throw fault }
                }
                _ = try reader.finish()
                forms += 1
            } catch {
                #expect([.badRequest, .contentTooLarge].contains(error.status))
            }
        }
        #expect(forms > 0 && forms < 5000)
    }

    @Test func `mutated headers are parsed or passed over`() throws {
        var random = Random(state: 2)
        let samples = [
            "bytes=0-99", "Sun, 06 Nov 1994 08:49:37 GMT", "form-data; name=\"a\"; filename=\"b\\\"c\"", "a=1; b=\"2\"",
            "W/\"a\", \"b\"", "gzip;q=0.5, br", "/a%20b/c?d=%2F&e", "localhost:8080", "Bearer abc",
        ].map { Array($0.utf8) }
        for _ in 0..<4000 {
            let bytes = Self.mutated(samples[Int.random(in: 0..<samples.count, using: &random)], &random)
            let text = String(decoding: bytes, as: UTF8.self)
            let headers: Headers = [
                "Host": text, "Cookie": text, "Range": text, "If-None-Match": text, "If-Modified-Since": text,
                "If-Range": text, "Accept-Encoding": text, "Authorization": text, "Content-Type": text,
            ]
            _ = Parameters.parse(text)
            _ = ByteRange(text, of: 1000)
            _ = Cookies.parse(headers)
            _ = ContentDisposition.attachment(text)
            _ = Conditions.isCurrent(headers, etag: text, modified: text)
            _ = Compression.isAccepted(headers)
            _ = try? RequestGuardTests.gate.check(RawHead(method: "GET", target: bytes, headers: headers))
            if let date = HTTPDate.parse(text) { #expect(HTTPDate.parse(HTTPDate.format(date)) == date) }
        }
    }

    @Test func `mutated requests leave the server answering`() throws {
        let live = try LiveServer(
            {
                $0.connectionsPerAddress = 256
                $0.idleTimeout = 1
            }, respond: { .text("\($0.form.count)") }
        ) { head in
            head.method == .post
                ? .offloaded(bodyLimit: 1 << 16, kind: .upload(MemorySink())) : .inline(.text(head.target.raw))
        }
        var random = Random(state: 3)
        let samples = [
            live.head("GET", "/a?b=c", "Accept-Encoding: gzip", "Range: bytes=0-1", "Cookie: a=b"),
            live.post("/", type: "multipart/form-data; boundary=XX", MultipartTests.body),
            live.head("POST", "/", "Origin: http://localhost:\(live.port)", "Transfer-Encoding: chunked")
                + "5\r\nhello\r\n0\r\n\r\n",
        ].map { Array($0.utf8) }
        for number in 0..<1500 {
            let wire = try live.connect()
            wire.send(Self.mutated(samples[number % samples.count], &random))
            if number % 100 == 0 { #expect(try live.get("/alive").text == "/alive") }
        }
        #expect(try live.get("/alive").text == "/alive")
    }
}
