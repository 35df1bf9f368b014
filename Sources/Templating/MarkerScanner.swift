/// Walks through the bytes of a template once.
struct MarkerScanner {
    let file: String
    let text: [UInt8]
    private(set) var nodes: [TemplateStructure.Node] = []
    private var open: [(name: String, line: Int, before: [TemplateStructure.Node])] = []
    private var line = 1
    private var at = 0
    private var place = Place.text

    /// Where in the HTML the scanner stands.
    private enum Place: Equatable {
        case text, tag
        case quoted(UInt8)
    }

    init(file: String, text: [UInt8]) {
        self.file = file
        self.text = text
    }

    mutating func scan() throws(TemplateError) {
        while at < text.count {
            if text[at...].starts(with: "{{".utf8) {
                try marker()
            } else {
                step(over: text[at])
            }
        }
        if let section = open.last {
            throw TemplateError(file: file, line: section.line, reason: "section \(section.name) is not closed")
        }
    }

    private mutating func step(over byte: UInt8) {
        at += 1
        switch (place, byte) {
        case (_, UInt8(ascii: "\n")): line += 1
        case (.text, UInt8(ascii: "<")): place = .tag
        case (.tag, UInt8(ascii: ">")): place = .text
        case (.tag, UInt8(ascii: "\"")), (.tag, UInt8(ascii: "'")): place = .quoted(byte)
        case (.quoted(byte), _): place = .tag
        default: break
        }
    }

    private mutating func marker() throws(TemplateError) {
        let start = line
        var end = at + 2
        while !text[end...].starts(with: "}}".utf8) {
            guard end < text.count else { throw TemplateError(file: file, line: start, reason: "{{ is not closed") }
            if text[end] == UInt8(ascii: "\n") { line += 1 }
            end += 1
        }
        let body = text[(at + 2)..<end]
        at = end + 2
        switch body.first {
        case UInt8(ascii: "!"), UInt8(ascii: "%"): return
        case UInt8(ascii: "#"):
            open.append((name: try name(body.dropFirst(), start), line: start, before: nodes))
            nodes = []
        case UInt8(ascii: "/"): try close(try name(body.dropFirst(), start), start)
        case UInt8(ascii: ">"): nodes.append(.include(name: try name(body.dropFirst(), start), line: start))
        default:
            let name = try name(body, start)
            guard place != .tag else {
                throw TemplateError(file: file, line: start, reason: "{{\(name)}} stands in a tag outside quotes")
            }
            nodes.append(.text(name: name, line: start))
        }
    }

    private mutating func close(_ name: String, _ line: Int) throws(TemplateError) {
        guard let section = open.popLast() else {
            throw TemplateError(file: file, line: line, reason: "section \(name) was never opened")
        }
        guard section.name == name else {
            let reason = "section \(section.name) of line \(section.line) is closed as \(name)"
            throw TemplateError(file: file, line: line, reason: reason)
        }
        nodes = section.before + [.section(name: name, line: section.line, nodes)]
    }

    /// A name is letters, digits and `_`; a modifier such as `:none` would switch the escaping off and is refused.
    private func name(_ bytes: ArraySlice<UInt8>, _ line: Int) throws(TemplateError) -> String {
        let name = String(decoding: bytes, as: UTF8.self)
        let isWord = bytes.allSatisfy { byte in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard isWord, !bytes.isEmpty else {
            throw TemplateError(file: file, line: line, reason: "{{\(name)}} is no name of capitals, digits and _")
        }
        return name
    }
}
