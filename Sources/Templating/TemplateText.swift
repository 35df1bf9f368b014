/// The text of a template as people lay it out, and as it is sent.
///
/// Lines are indented and broken where they would become long; none of it reaches the page: white space at both ends of
/// a line is dropped, a line break inside a tag is a blank, and a line that ends with `\` goes on in the next one with
/// nothing between them.
struct TemplateText {
    private let text: [UInt8]
    private var result: [UInt8] = []
    private var isInTag = false
    /// The quotation mark that ends the attribute's value.
    private var quote: UInt8?

    private init(_ text: [UInt8]) { self.text = text }

    static func unindented(_ text: [UInt8]) -> [UInt8] {
        var text = TemplateText(text)
        text.join()
        return text.result
    }

    private mutating func join() {
        result.reserveCapacity(text.count)
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            var line = line.drop(while: Self.isBlank)
            while let last = line.last, Self.isBlank(last) { line.removeLast() }
            let goesOn = line.last == UInt8(ascii: "\\")
            if goesOn { line.removeLast() }
            follow(line)
            result += line
            if !goesOn, index < lines.count - 1 { result.append(UInt8(ascii: isInTag ? " " : "\n")) }
        }
    }

    /// Keeps account of whether the line ends inside a tag; markers of ours are none, whatever stands in them.
    private mutating func follow(_ line: ArraySlice<UInt8>) {
        var rest = line
        while let byte = rest.first {
            if rest.starts(with: "{{".utf8) {
                rest = rest[(rest.firstRange(of: Array("}}".utf8))?.upperBound ?? rest.endIndex)...]
                continue
            }
            rest = rest.dropFirst()
            if let end = quote {
                if byte == end { quote = nil }
            } else if isInTag {
                if byte == UInt8(ascii: ">") { isInTag = false }
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
            } else if byte == UInt8(ascii: "<") {
                isInTag = rest.first.map(Self.beginsTag) ?? false
            }
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private static func beginsTag(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "/")
            || byte == UInt8(ascii: "!")
    }
}
