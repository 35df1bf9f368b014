/// Reads a multipart form: fields into memory, files into the sink.
final class MultipartReader: BodyReader {
    private let form: FormParts
    private var parser: MultipartParser
    private var left: Int

    /// - Parameters:
    ///   - limit: bytes of the whole body.
    ///   - sink: nil when files are not accepted.
    /// - Returns: nil when the content type has no usable boundary.
    init?(contentType: String, limit: Int, limits: FormLimits, sink: (any UploadSink)?) {
        guard let boundary = Parameters.parse(contentType)?.parameters["boundary"],
            let parser = MultipartParser(boundary: boundary)
        else { return nil }
        self.parser = parser
        left = limit
        form = FormParts(limits: limits, sink: sink)
    }

    func consume(_ bytes: UnsafeRawBufferPointer) throws(BodyFault) {
        left -= bytes.count
        if left < 0 { throw .tooLarge }
        try parser.consume(bytes, to: form)
    }

    func finish() throws(BodyFault) -> RequestBody {
        try parser.finish()
        return form.takesFiles ? .upload(fields: form.fields, files: form.files) : .form(form.fields)
    }

    func abandon() { form.abandon() }
}

/// Collects the parts of a form.
private final class FormParts: PartReceiver {
    private let limits: FormLimits
    private let sink: (any UploadSink)?
    private(set) var fields: [FormField] = []
    private(set) var files: [UploadedFile] = []
    private var name = ""
    private var value: [UInt8] = []
    private var part: UploadPart?
    private var destination: (any UploadDestination)?
    private var size: Int64 = 0
    private var isEmptyChoice = false

    init(limits: FormLimits, sink: (any UploadSink)?) {
        self.limits = limits
        self.sink = sink
    }

    var takesFiles: Bool { sink != nil }

    func begin(_ header: PartHeader) throws(BodyFault) {
        guard fields.count + files.count < limits.fields else { throw .tooLarge }
        name = header.name
        value = []
        size = 0
        // A browser sends a file field without a chosen file as an empty one without a name.
        isEmptyChoice = header.fileName == ""
        guard let fileName = header.fileName, !isEmptyChoice else { return }
        guard let sink else { throw BodyFault(.unsupportedMediaType, "Files are not accepted here.") }
        let part = UploadPart(field: header.name, fileName: fileName, contentType: header.contentType)
        self.part = part
        destination = try storing { try sink.begin(part, after: fields) }
    }

    func data(_ bytes: UnsafeRawBufferPointer) throws(BodyFault) {
        if let destination {
            size += Int64(bytes.count)
            try storing { try destination.write(bytes) }
        } else if isEmptyChoice {
            throw .malformed("A file was sent without a name.")
        } else {
            guard value.count + bytes.count <= limits.fieldBytes else { throw .tooLarge }
            value.append(contentsOf: bytes)
        }
    }

    func end() throws(BodyFault) {
        if let destination, let part {
            try storing { try destination.close() }
            files.append(UploadedFile(part: part, size: size, destination: destination))
        } else if !isEmptyChoice {
            guard !value.contains(0), !name.utf8.contains(0) else { throw .malformed("The form contains a NUL.") }
            fields.append(FormField(name: name, bytes: value))
        }
        destination = nil
        part = nil
    }

    func abandon() {
        destination?.abandon()
        for file in files { file.destination.abandon() }
        destination = nil
        files = []
    }
}
