import Platform
import Testing

@testable import HTTP

@Suite struct FileReaderTests {
    private func feed(_ reader: FileReader, _ text: String) throws {
        try Array(text.utf8).withUnsafeBytes { try reader.consume($0) }
    }

    @Test func `a body that is one file goes to the sink`() throws {
        let sink = MemorySink()
        let reader = FileReader(contentType: "image/jpeg", limit: 100, sink: sink)
        try feed(reader, "first ")
        try feed(reader, "second")
        guard case .upload(let fields, let files) = try reader.finish() else {
            return #expect(Bool(false), "no upload")
        }
        #expect(fields.isEmpty && files.count == 1)
        #expect(files[0].size == 12 && files[0].part.contentType == "image/jpeg" && files[0].part.fileName == "")
        let file = try #require(sink.files.wait { $0 }.first)
        #expect(file.text == "first second" && file.fate.wait { $0 } == "closed")
    }

    @Test func `an empty body is an empty file`() throws {
        let sink = MemorySink()
        _ = try FileReader(contentType: nil, limit: 100, sink: sink).finish()
        #expect(sink.files.wait { $0 }.map(\.text) == [""])
    }

    @Test func `a longer body is refused, and what came is left to the destination`() throws {
        let sink = MemorySink()
        let reader = FileReader(contentType: nil, limit: 8, sink: sink)
        try feed(reader, "12345678")
        #expect(throws: BodyFault.tooLarge) { try feed(reader, "9") }
        reader.abandon()
        let file = try #require(sink.files.wait { $0 }.first)
        #expect(file.text == "12345678" && file.fate.wait { $0 } == "abandoned")
    }

    @Test func `what a sink says of a full disk is the answer`() throws {
        let reader = FileReader(contentType: nil, limit: 100, sink: MemorySink(failsAt: 3))
        #expect(throws: BodyFault(.insufficientStorage, "The disk is full.")) { try feed(reader, "12345") }
    }
}
