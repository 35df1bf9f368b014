/// Writes a value as the flat buffer that `Sources/C/CTemplateShim/value.h` reads.
struct ValueEncoding {
    private(set) var bytes: [UInt8] = []

    init(_ value: TemplateValue) {
        bytes.reserveCapacity(4096)
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
        let utf8 = text.utf8.prefix(255)
        bytes.append(UInt8(utf8.count))
        bytes.append(contentsOf: utf8)
    }

    private mutating func append(_ text: String) {
        append(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(_ number: Int) {
        let value = UInt32(clamping: number)
        bytes.append(UInt8(truncatingIfNeeded: value))
        bytes.append(UInt8(truncatingIfNeeded: value >> 8))
        bytes.append(UInt8(truncatingIfNeeded: value >> 16))
        bytes.append(UInt8(truncatingIfNeeded: value >> 24))
    }
}
