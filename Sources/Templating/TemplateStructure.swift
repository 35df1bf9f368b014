/// The markers of one template as a tree, for errors with a line and for the strict check.
///
/// Escaping and rendering are ctemplate's; this knows only `{{NAME}}`, `{{#NAME}}`, `{{/NAME}}`, `{{>NAME}}`,
/// `{{!comment}}` and the pragma.
struct TemplateStructure: Sendable {
    /// One marker; sections hold what stands in them.
    indirect enum Node: Sendable {
        case text(name: String, line: Int)
        case include(name: String, line: Int)
        case section(name: String, line: Int, [Node])
    }

    /// The path below the folder with its ending, as errors name it.
    let file: String
    let nodes: [Node]

    static let pragma = #"{{%AUTOESCAPE context="HTML"}}"#

    init(file: String, text: [UInt8]) throws(TemplateError) {
        guard text.starts(with: Self.pragma.utf8) else {
            throw TemplateError(file: file, line: 1, reason: "the file does not begin with \(Self.pragma)")
        }
        self.file = file
        var scanner = MarkerScanner(file: file, text: text)
        try scanner.scan()
        nodes = scanner.nodes
    }

    /// Every name used, at any depth.
    var names: Set<String> {
        var result: Set<String> = []
        Self.collect(nodes, into: &result)
        return result
    }

    private static func collect(_ nodes: [Node], into names: inout Set<String>) {
        for node in nodes {
            switch node {
            case .text(let name, _), .include(let name, _): names.insert(name)
            case .section(let name, _, let inner):
                names.insert(name)
                collect(inner, into: &names)
            }
        }
    }
}
