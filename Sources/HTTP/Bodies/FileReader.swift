/// Hands a body that is one file to the sink.
final class FileReader: BodyReader {
    private let part: UploadPart
    private let sink: any UploadSink
    private var destination: (any UploadDestination)?
    private var left: Int
    private var size: Int64 = 0

    init(contentType: String?, limit: Int, sink: any UploadSink) {
        part = UploadPart(field: "", fileName: "", contentType: contentType)
        left = limit
        self.sink = sink
    }

    func consume(_ bytes: UnsafeRawBufferPointer) throws(BodyFault) {
        left -= bytes.count
        if left < 0 { throw .tooLarge }
        let destination = try opened()
        try storing { try destination.write(bytes) }
        size += Int64(bytes.count)
    }

    func finish() throws(BodyFault) -> RequestBody {
        let destination = try opened()
        try storing { try destination.close() }
        return .upload(fields: [], files: [UploadedFile(part: part, size: size, destination: destination)])
    }

    func abandon() {
        destination?.abandon()
        destination = nil
    }

    /// An empty body is an empty file.
    private func opened() throws(BodyFault) -> any UploadDestination {
        if let destination { return destination }
        let opened = try storing { try sink.begin(part, after: []) }
        destination = opened
        return opened
    }
}
