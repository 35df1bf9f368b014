import Foundation
import Templating
import TestSupport

@testable import Web

/// All reviewed pages with the components taken out of them: of each place where one stands only its name and number are
/// left, and each looks that a component takes anywhere is kept once.
struct FoldedPages {
    /// The own part of each page by the name of its specimen.
    private(set) var pages: [String: String] = [:]
    /// What each component looks like, in the order of the pages.
    private(set) var components: [String: [String]] = [:]

    static let all = Result { try FoldedPages() }

    /// Words inside a line, better read where they stand.
    private static let kept: Set = ["shared/_path", "shared/_time"]

    private init() throws {
        let marked = try TemporaryFolder()
        for name in try TemplateSet(folder: Repository.templates).names() {
            try marked.write("\(name).html", try Self.marked(name))
        }
        let renderer = PageRenderer(templates: try TemplateSet(folder: marked.path), assets: .unversioned)
        for specimen in Specimen.all where !specimen.name.hasPrefix("hostile") {
            let html = String(decoding: try renderer.render(specimen.page, specimen.context), as: UTF8.self)
            let start = html.range(of: "<main")?.lowerBound ?? html.startIndex
            let end = html.range(of: "</main>")?.upperBound ?? html.endIndex
            var rest = html[start..<end]
            pages[specimen.name] = fold(&rest) + "\n"
        }
    }

    /// A template with a mark before and behind it, unless it is no component.
    private static func marked(_ name: String) throws -> String {
        let text = String(
            decoding: try Data(contentsOf: URL(filePath: "\(Repository.templates)/\(name).html")), as: UTF8.self)
        guard name.contains("/_"), !kept.contains(name) else { return text }
        let lines = text.split(separator: "\n", maxSplits: 1)
        return "\(lines[0])\n<!--[\(name)-->\(lines.last ?? "")<!--]-->"
    }

    /// Takes the components out of what stands before the next end mark.
    private mutating func fold(_ rest: inout Substring) -> String {
        var own = ""
        while let mark = rest.firstMatch(of: /<!--(?:\[([^>]*)|\])-->/) {
            own += rest[..<mark.range.lowerBound]
            rest = rest[mark.range.upperBound...]
            guard let name = mark.output.1.map(String.init) else { return own }
            own += "[\(name) \(number(of: fold(&rest), name))]"
        }
        own += rest
        rest = ""
        return own
    }

    private mutating func number(of look: String, _ name: String) -> Int {
        if let known = components[name]?.firstIndex(of: look) { return known + 1 }
        components[name, default: []].append(look)
        return components[name]?.count ?? 0
    }
}
