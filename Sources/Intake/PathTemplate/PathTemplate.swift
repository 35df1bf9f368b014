package import Model

/// A pattern of folders and a name, such as `{year}/{month}/{camera}/{original}`.
package struct PathTemplate: Sendable, Hashable {
    /// What may stand in braces.
    package enum Token: String, Sendable, CaseIterable {
        case year, month, day, hour, minute, camera, make, session, original, ext, hash8, sequence, album
    }

    private enum Piece: Sendable, Hashable {
        case text([UInt8])
        case token(Token)
    }

    /// What the template says about one unit.
    package struct Place: Sendable, Hashable {
        /// nil = the root of the imported files.
        package let folder: RelativePath?
        /// The name without its extension.
        package let stem: [UInt8]
    }

    package let text: String
    private let components: [[Piece]]

    /// - Throws: `Refusal` for what can name no file.
    package init(_ text: String) throws {
        self.text = text
        guard !text.isEmpty else { throw Refusal.template(text, "it is empty") }
        guard !text.hasPrefix("/") else { throw Refusal.template(text, "it begins with “/”") }
        guard text.utf8.count <= 1024 else { throw Refusal.template(text, "it is longer than 1,024 bytes") }
        var components = try text.split(separator: "/", omittingEmptySubsequences: false).map {
            try Self.pieces(String($0), of: text)
        }
        guard !components.contains(where: \.isEmpty) else {
            throw Refusal.template(text, "one of its folders has no name")
        }
        // The extension is the file's own in any case.
        if let last = components.last, last.last == .token(.ext) {
            var name = Array(last.dropLast())
            if case .text(let end)? = name.last, end.last == UInt8(ascii: ".") {
                name[name.count - 1] = .text(Array(end.dropLast()))
            }
            name.removeAll { $0 == .text([]) }
            guard !name.isEmpty else { throw Refusal.template(text, "its file name is an extension alone") }
            components[components.count - 1] = name
        }
        self.components = components
    }

    package func place(_ values: TemplateValues) -> Place {
        var parts = components.map { pieces in
            Self.component(
                pieces.reduce(into: [UInt8]()) { bytes, piece in
                    switch piece {
                    case .text(let text): bytes += text
                    case .token(let token): bytes += values.bytes(token)
                    }
                })
        }
        let stem = parts.popLast() ?? []
        // A folder that would be empty, as the month of an undated photo, is left out.
        let folder = parts.filter { !$0.isEmpty }.map { SafeName.shortened(SafeName.visible($0)) }
        return Place(
            folder: RelativePath(bytes: Array(folder.joined(separator: [UInt8(ascii: "/")]))),
            stem: SafeName.visible(stem.isEmpty ? values.original : stem))
    }

    /// Without the spaces and dots at the ends that some file systems drop; `.` and `..` become empty.
    private static func component(_ bytes: [UInt8]) -> [UInt8] {
        let (space, dot) = (UInt8(ascii: " "), UInt8(ascii: "."))
        var part = bytes.drop { $0 == space }
        while let last = part.last, last == space || last == dot { part.removeLast() }
        return Array(part)
    }

    private static func pieces(_ component: String, of template: String) throws -> [Piece] {
        guard component != ".", component != ".." else {
            throw Refusal.template(template, "“\(component)” is no name")
        }
        var pieces: [Piece] = []
        var rest = component[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { pieces.append(try literal(rest[..<open], of: template)) }
            guard let close = rest[open...].firstIndex(of: "}") else {
                throw Refusal.template(template, "a “{” is not closed")
            }
            let name = String(rest[rest.index(after: open)..<close])
            guard let token = Token(rawValue: name) else {
                let known = Token.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")
                throw Refusal.template(template, "there is no {\(name)}", hint: "There are \(known).")
            }
            pieces.append(.token(token))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(try literal(rest, of: template)) }
        return pieces
    }

    private static func literal(_ text: Substring, of template: String) throws -> Piece {
        guard !text.contains("}") else { throw Refusal.template(template, "a “}” closes nothing") }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw Refusal.template(template, "it contains a control character")
        }
        return .text(Array(text.utf8))
    }
}

extension Refusal {
    /// A text that is no path template.
    static func template(
        _ template: String, _ reason: String, hint: String = "An example: {year}/{month}/{camera}/{original}"
    ) -> Refusal {
        Refusal("the template “\(template)”", reason, hint: hint, field: .template)
    }
}
