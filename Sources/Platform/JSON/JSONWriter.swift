/// Writes JSON into a file piece by piece: nothing is kept but one buffer, whatever the size of the text.
///
/// The text is laid out for people and for `diff`: two spaces a level, or a whole object on one line.
package struct JSONWriter {
    /// How the members of an object stand.
    package enum Layout: Sendable {
        case lines, line
    }

    private static let fullBuffer = 1 << 18

    private let file: Descriptor
    private var buffer: [UInt8] = []
    private var depth = 0
    private var layout = Layout.lines
    /// Whether the innermost object or array has nothing in it yet.
    private var isEmpty = true

    package init(_ file: Descriptor) {
        self.file = file
        buffer.reserveCapacity(Self.fullBuffer)
    }

    package mutating func member(_ key: String, _ text: String?) {
        begin(key)
        if let text { JSONText.append(text, to: &buffer) } else { put("null") }
    }

    package mutating func member(_ key: String, _ number: (some BinaryInteger)?) {
        begin(key)
        put(number.map { String($0) } ?? "null")
    }

    package mutating func member(_ key: String, _ value: Bool) {
        begin(key)
        put(value ? "true" : "false")
    }

    package mutating func member(_ key: String, _ value: JSONValue) {
        begin(key)
        put(value.text(indent: String(repeating: "  ", count: depth)))
    }

    package mutating func object(
        _ key: String, _ layout: Layout = .lines, _ body: (inout JSONWriter) throws -> Void
    ) rethrows {
        begin(key)
        try enclose("{", "}", layout, body)
    }

    package mutating func array(_ key: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
        begin(key)
        try enclose("[", "]", layout, body)
    }

    /// The whole value, or the next element of an array.
    package mutating func object(
        _ layout: Layout = .lines, _ body: (inout JSONWriter) throws -> Void
    ) rethrows {
        begin(nil)
        try enclose("{", "}", layout, body)
    }

    /// The next element of an array.
    package mutating func element(_ value: JSONValue) {
        begin(nil)
        put(value.text(indent: String(repeating: "  ", count: depth)))
    }

    /// Hands what has come together to the file when it is much.
    ///
    /// - Throws: `FileError` without a path.
    package mutating func writeIfFull() throws {
        if buffer.count >= Self.fullBuffer { try write() }
    }

    /// Ends the text with a line feed and hands the rest to the file.
    ///
    /// - Throws: `FileError` without a path.
    package mutating func finish() throws {
        put("\n")
        try write()
    }

    private mutating func write() throws {
        try SafeFile.write(buffer, to: file)
        buffer.removeAll(keepingCapacity: true)
    }

    private mutating func put(_ text: String) { buffer.append(contentsOf: text.utf8) }

    /// What stands between two neighbours, and the key.
    private mutating func begin(_ key: String?) {
        if depth > 0 {
            if !isEmpty { put(layout == .line ? ", " : ",") }
            if layout == .lines { breakLine() }
        }
        isEmpty = false
        guard let key else { return }
        JSONText.append(key, to: &buffer)
        put(": ")
    }

    private mutating func breakLine() {
        put("\n")
        for _ in 0..<depth { put("  ") }
    }

    private mutating func enclose(
        _ open: String, _ close: String, _ inner: Layout, _ body: (inout JSONWriter) throws -> Void
    ) rethrows {
        let outer = layout
        put(open)
        depth += 1
        (layout, isEmpty) = (inner, true)
        try body(&self)
        depth -= 1
        if inner == .lines, !isEmpty { breakLine() }
        (layout, isEmpty) = (outer, false)
        put(close)
    }
}
