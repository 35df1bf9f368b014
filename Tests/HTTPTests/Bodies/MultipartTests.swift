import Platform
import Testing

@testable import HTTP

/// Keeps the files of an upload in memory and what became of them.
final class MemorySink: UploadSink {
    final class File: UploadDestination {
        let bytes = Lock<[UInt8]>([])
        let fate = Condition("open")
        let failsAt: Int?

        init(failsAt: Int?) { self.failsAt = failsAt }

        func write(_ piece: UnsafeRawBufferPointer) throws {
            let count = bytes.withLock { bytes in
                bytes.append(contentsOf: piece)
                return bytes.count
            }
            if let failsAt, count > failsAt { throw BodyFault(.insufficientStorage, "The disk is full.") }
        }

        func close() throws { fate.change { $0 = "closed" } }
        func abandon() { fate.change { $0 = "abandoned" } }
        var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
    }

    let files = Condition<[File]>([])
    let failsAt: Int?

    init(failsAt: Int? = nil) { self.failsAt = failsAt }

    func begin(_ part: UploadPart, after fields: [FormField]) throws -> any UploadDestination {
        let file = File(failsAt: failsAt)
        files.change { $0.append(file) }
        return file
    }
}

@Suite struct MultipartTests {
    static let body = """
        --XX\r\nContent-Disposition: form-data; name="title"\r\n\r\nHöhe\r\n\
        --XX\r\nContent-Disposition: form-data; name="files"; filename="a \\"b\\".jpg"\r\n\
        Content-Type: image/jpeg\r\n\r\nA\r\n--X\r\nB\r\n\
        --XX\r\ncontent-disposition:form-data;name=plain\r\n\r\n\r\n\
        --XX\r\nContent-Disposition: form-data; name="none"; filename=""\r\n\r\n\r\n\
        --XX--\r\nepilogue
        """

    /// Feeds `body` in pieces of `size` bytes.
    static func read(
        _ body: String, sink: MemorySink? = MemorySink(), size: Int = .max, limit: Int = 1 << 20,
        limits: FormLimits = FormLimits(), type: String = "multipart/form-data; boundary=XX"
    ) throws -> RequestBody {
        let reader = try #require(
            MultipartReader(contentType: type, limit: limit, limits: limits, sink: sink))
        let bytes = Array(body.utf8)
        let size = max(1, min(size, bytes.count))
        for start in stride(from: 0, to: bytes.count, by: size) {
            let piece = Array(bytes[start..<min(bytes.count, start + size)])
            do {
                try piece.withUnsafeBytes { try reader.consume($0) }
            } catch {
                reader.abandon()
                throw error
            }
        }
        return try reader.finish()
    }

    @Test(arguments: [1, 2, 3, 7, 64, Int.max])
    func `fields and files come out whatever the pieces`(size: Int) throws {
        let sink = MemorySink()
        guard case .upload(let fields, let files) = try Self.read(Self.body, sink: sink, size: size) else {
            Issue.record("no upload")
            return
        }
        #expect(fields == [FormField("title", "Höhe"), FormField("plain", "")])
        #expect(
            files.map(\.part) == [
                UploadPart(field: "files", fileName: "a \"b\".jpg", contentType: "image/jpeg")
            ])
        #expect(files.map(\.size) == [9])
        #expect(sink.files.wait { $0 }.map(\.text) == ["A\r\n--X\r\nB"])
        #expect(sink.files.wait { $0 }.first?.fate.wait { $0 } == "closed")
    }

    static func part(_ name: String, _ value: String) -> String {
        "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }

    @Test(arguments: [
        "", "no boundary at all", "--XX", "--XX\r\n", "--XXgarbage\r\n", "--XX\r\n\r\nvalue\r\n--XX--",
        "--XX\r\nContent-Disposition: form-data\r\n\r\nvalue\r\n--XX--",
        "--XX\r\nContent-Disposition: attachment; name=a\r\n\r\nvalue\r\n--XX--",
        "--XX\r\nContent-Disposition: form-data; name=\"open\r\n\r\nvalue\r\n--XX--",
        "--XX\r\nnonsense\r\n\r\nvalue\r\n--XX--",
        part("a", "missing end"), part("a", "b") + "--XX-", part("a", "nul\0") + "--XX--",
        "--XX\r\nX: " + String(repeating: "h", count: 20_000) + "\r\n\r\nv\r\n--XX--",
        "--XX\r\n" + String(repeating: "X: y\r\n", count: 5000),
        "--XX\r\nContent-Disposition: form-data; name=a; filename=\"\"\r\n\r\nbytes\r\n--XX--",
    ])
    func `a broken body is answered 400`(body: String) {
        #expect { try Self.read(body, size: 100) } throws: { ($0 as? BodyFault)?.status == .badRequest }
    }

    @Test func `thousands of parts end at the limit`() {
        let body = String(repeating: Self.part("a", "b"), count: 5000) + "--XX--"
        #expect(throws: Never.self) { try Self.read(body, size: 4096) }
        #expect(throws: BodyFault.tooLarge) { try Self.read(body, size: 4096, limits: FormLimits(fields: 4999)) }
    }

    @Test func `long fields and long bodies are answered 413`() {
        let body = Self.part("a", String(repeating: "x", count: 100)) + "--XX--"
        #expect(throws: BodyFault.tooLarge) { try Self.read(body, limits: FormLimits(fieldBytes: 99)) }
        #expect(throws: BodyFault.tooLarge) { try Self.read(body, limit: 100) }
        #expect(throws: Never.self) { try Self.read(body, limits: FormLimits(fieldBytes: 100)) }
    }

    @Test func `a file for a plain form is refused`() {
        #expect { try Self.read(Self.body, sink: nil) } throws: { ($0 as? BodyFault)?.status == .unsupportedMediaType }
    }

    @Test func `what a sink throws is the answer and everything is abandoned`() {
        let sink = MemorySink(failsAt: 3)
        #expect { try Self.read(Self.body, sink: sink) } throws: {
            ($0 as? BodyFault)?.status == .insufficientStorage
        }
        #expect(sink.files.wait { $0 }.map { $0.fate.wait { $0 } } == ["abandoned"])
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"open",
        "multipart/form-data; boundary=" + String(repeating: "b", count: 71),
        "multipart/form-data; boundary=" + String(repeating: "b", count: 100_000),
    ])
    func `a boundary that is none is refused`(type: String) {
        let reader = MultipartReader(contentType: type, limit: 100, limits: FormLimits(), sink: nil)
        #expect(reader == nil)
    }

    @Test func `a long boundary in quotes works`() throws {
        let boundary = String(repeating: "b", count: 68) + ":?"
        let body = Self.part("a", "1").replacing("XX", with: boundary) + "--\(boundary)--"
        let type = "multipart/form-data; charset=utf-8; boundary=\"\(boundary)\""
        guard case .upload(let fields, _) = try Self.read(body, size: 5, type: type) else {
            Issue.record("no upload")
            return
        }
        #expect(fields == [FormField("a", "1")])
    }

    @Test func `bytes before the first boundary are passed over`() throws {
        let body = "preamble --X\r\n" + Self.part("a", "1") + "--XX--"
        guard case .upload(let fields, _) = try Self.read(body, size: 3) else {
            Issue.record("no upload")
            return
        }
        #expect(fields == [FormField("a", "1")])
    }
}
