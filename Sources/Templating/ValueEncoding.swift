/// Writes a value as the flat buffer that `Sources/C/CTemplateShim/value.h` reads.
struct ValueEncoding {
    private(set) var bytes: [UInt8] = []

    init(_ value: TemplateValue) {
        bytes.reserveCapacity(1 << 16)
        append(value)
    }

    private mutating func append(_ value: TemplateValue) {
        append(value.entries.count)
        // The reader takes the first entry of a name, and here the last one given is to win.
        for (name, content) in value.entries.reversed() {
            switch content {
            case .text(let text):
                append(kind: 0, name)
                append(text)
            case .section(let values):
                append(kind: 1, name)
                append(values)
            case .include(let template, let values):
                append(kind: 2, name)
                appendShort(template)
                bytes.append(0)
                append(values)
            case .optional(let text):
                append(kind: 1, name)
                append(text.map { [TemplateValue(dictionaryLiteral: (name, .text($0)))] } ?? [])
            }
        }
    }

    private mutating func append(_ values: [TemplateValue]) {
        append(values.count)
        for value in values { append(value) }
    }

    private mutating func append(kind: UInt8, _ name: String) {
        bytes.append(kind)
        appendShort(name)
    }

    /// A name: one byte of length. Names are written in the sources and far shorter.
    private mutating func appendShort(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            let count = min(utf8.count, 255)
            bytes.append(UInt8(count))
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[..<count]))
        }
    }

    /// Through the buffer of the string: appending its `utf8` view goes byte by byte.
    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            append(utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }

    private mutating func append(_ number: Int) {
        withUnsafeBytes(of: UInt32(clamping: number).littleEndian) { bytes.append(contentsOf: $0) }
    }
}
