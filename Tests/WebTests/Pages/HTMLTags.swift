/// The tags of a page as a browser's tokenizer sees them, for checks that text search would get wrong.
struct HTMLTags {
    private(set) var names: [String] = []
    private(set) var attributes: [(tag: String, name: String, value: String)] = []
    private(set) var problems: [String] = []
    /// Buttons without a name and pictures without an alternative.
    private(set) var unnamedButtonsAndImages: [String] = []

    var ids: [String] { attributes.filter { $0.name == "id" }.map(\.value) }

    init(_ html: String) {
        let text = Array(html.unicodeScalars)
        var at = 0
        var open: (tag: String, isNamed: Bool, start: Int)?
        while at < text.count {
            guard text[at] == "<" else {
                if open != nil, !text[at].properties.isWhitespace { open?.isNamed = true }
                at += 1
                continue
            }
            let start = at
            at += 1
            let isClosing = at < text.count && text[at] == "/"
            if isClosing { at += 1 }
            guard at < text.count, text[at].properties.isAlphabetic else { continue }
            let tag = read(text, &at) { $0.properties.isWhitespace || $0 == ">" || $0 == "/" }.lowercased()
            let found = readAttributes(text, &at, tag)
            if isClosing {
                if let button = open, button.tag == tag {
                    if !button.isNamed { unnamedButtonsAndImages.append(String(describing: (tag, button.start))) }
                    open = nil
                }
                continue
            }
            names.append(tag)
            attributes += found.map { (tag: tag, name: $0.name, value: $0.value) }
            let isNamed = found.contains { $0.name == "aria-label" && !$0.value.isEmpty }
            if tag == "img", !found.contains(where: { $0.name == "alt" }) {
                unnamedButtonsAndImages.append("img at \(start)")
            }
            if tag == "button" || tag == "a" || tag == "summary" { open = (tag, isNamed, start) }
            if tag == "img", open != nil { open?.isNamed = true }
        }
    }

    private mutating func readAttributes(
        _ text: [Unicode.Scalar], _ at: inout Int, _ tag: String
    ) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        while at < text.count, text[at] != ">" {
            guard !text[at].properties.isWhitespace, text[at] != "/" else {
                at += 1
                continue
            }
            let name = read(text, &at) { $0.properties.isWhitespace || $0 == "=" || $0 == ">" || $0 == "/" }
            var value = ""
            if at < text.count, text[at] == "=" {
                at += 1
                let quote = at < text.count ? text[at] : " "
                if quote == "\"" || quote == "'" {
                    at += 1
                    value = read(text, &at) { $0 == quote }
                    at += 1
                } else {
                    problems.append("\(tag) has \(name) without quotes")
                    value = read(text, &at) { $0.properties.isWhitespace || $0 == ">" }
                }
            }
            if name.isEmpty {
                problems.append("\(tag) has a stray \(text[at])")
                at += 1
                continue
            }
            if found.contains(where: { $0.name == name.lowercased() }) { problems.append("\(tag) has \(name) twice") }
            found.append((name: name.lowercased(), value: value))
        }
        if at < text.count { at += 1 } else { problems.append("\(tag) is not closed") }
        return found
    }

    private func read(_ text: [Unicode.Scalar], _ at: inout Int, until ends: (Unicode.Scalar) -> Bool) -> String {
        var result = String.UnicodeScalarView()
        while at < text.count, !ends(text[at]) {
            result.append(text[at])
            at += 1
        }
        return String(result)
    }
}
