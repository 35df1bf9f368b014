import FoundationEssentials
import Model
import Platform

/// Writes JSON into one of our own files through a small buffer.
///
/// The text is laid out for people and for `diff`: two spaces a level, and each file of the storage on a line of its own.
struct IndexText {
    private let file: Descriptor
    private var buffer: [UInt8] = []

    init(_ file: Descriptor) {
        self.file = file
        buffer.reserveCapacity(1 << 18)
    }

    /// Text that needs no escaping.
    mutating func put(_ text: StaticString) {
        text.withUTF8Buffer { buffer.append(contentsOf: $0) }
    }

    mutating func put(_ number: some BinaryInteger) { buffer.append(contentsOf: String(number).utf8) }

    /// A string in quotation marks.
    mutating func quote(_ text: String) { JSONText.append(text, to: &buffer) }

    mutating func putOptional(_ number: (some BinaryInteger)?) {
        if let number { put(number) } else { put("null") }
    }

    /// The field of a path, and of its exact bytes where it is no UTF-8.
    mutating func putRelativePath(_ path: RelativePath) {
        put("\"relative_path\": ")
        quotePath(path.bytes)
        guard !path.isValidUTF8 else { return }
        put(", \"path_base64\": ")
        quote(Data(path.bytes).base64EncodedString())
    }

    /// A path or name, for display where it is no UTF-8.
    mutating func quotePath(_ bytes: [UInt8]) { quote(String(decoding: bytes, as: UTF8.self)) }

    /// A string in quotation marks, or null.
    mutating func quote(_ text: String?) {
        guard let text else { return put("null") }
        quote(text)
    }

    /// A whole value, as it stands at this depth of the text.
    mutating func put(_ value: JSONValue, depth: Int) {
        buffer.append(contentsOf: value.text(indent: String(repeating: "  ", count: depth)).utf8)
    }

    /// Hands what has come together to the file.
    ///
    /// - Throws: `FileError` without a path.
    mutating func writeIfFull() throws {
        if buffer.count >= 1 << 18 { try write() }
    }

    mutating func write() throws {
        try SafeFile.write(buffer, to: file)
        buffer.removeAll(keepingCapacity: true)
    }
}
