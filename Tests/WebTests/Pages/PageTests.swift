import Foundation
import Templating
import Testing

@testable import Web

/// Every page in every state, rendered by the templates as they are delivered.
@Suite struct PageTests {
    /// Parsed once: a suite is made anew for each case.
    private static let parsed = Result { try TemplateSet(folder: Repository.templates) }

    private let templates: TemplateSet
    private let renderer: PageRenderer

    init() throws {
        templates = try Self.parsed.get()
        renderer = PageRenderer(templates: templates, assets: .unversioned)
    }

    private func html(_ specimen: Specimen) throws -> String {
        String(decoding: try renderer.render(specimen.page, specimen.context), as: UTF8.self)
    }

    @Test(arguments: Specimen.all)
    func `templates and values fit`(specimen: Specimen) throws {
        let mismatches = try templates.mismatches("layouts/frame", renderer.value(specimen.page, specimen.context))
        #expect(mismatches == [])
    }

    @Test(arguments: Specimen.all.filter { !$0.name.hasPrefix("hostile") })
    func `a page looks as reviewed`(specimen: Specimen) throws {
        try Snapshot(name: specimen.name).compare(try #require(FoldedPages.all.get().pages[specimen.name]))
    }

    @Test func `every look of a component is as reviewed`() throws {
        let components = try FoldedPages.all.get().components
        for (name, looks) in components {
            let text = looks.enumerated().map { "[\($0.offset + 1)]\n\($0.element)" }.joined(separator: "\n")
            try Snapshot(name: "component-" + name.replacing("/_", with: "-")).compare(text + "\n")
        }
        #expect(components.count > 15)
    }

    @Test func `the frame looks as reviewed`() throws {
        let context = Specimen.context(flash: Flash(.warn, "3 files wait."), running: Specimen.busy.running)
        try Snapshot(name: "frame").compare(html(Specimen("frame", ErrorPage(status: 404), context: context)))
    }

    @Test(arguments: Specimen.hostile)
    func `hostile text stays text`(specimen: Specimen) throws {
        let html = try html(specimen)
        let tags = HTMLTags(html)
        #expect(tags.problems == [])
        #expect(!tags.attributes.contains { $0.tag == "img" && $0.name == "src" && $0.value == "x" })
        #expect(tags.names.filter { $0 == "script" }.count == 1)
        #expect(!tags.attributes.contains { $0.name.hasPrefix("on") || $0.name == "style" })
        #expect(!tags.attributes.contains { $0.value.lowercased().hasPrefix("javascript:") })
    }

    @Test(arguments: Specimen.all)
    func `a page keeps the rules of access`(specimen: Specimen) throws {
        let tags = HTMLTags(try html(specimen))
        #expect(tags.names.filter { $0 == "h1" }.count == 1)
        #expect(tags.names.filter { $0 == "main" }.count == 1)
        #expect(Set(tags.ids).count == tags.ids.count, "\(tags.ids)")
        #expect(tags.unnamedButtonsAndImages == [])
        #expect(!tags.attributes.contains { $0.name == "style" })
    }

    @Test(arguments: Specimen.all)
    func `every form carries the token and every link leads somewhere`(specimen: Specimen) throws {
        let html = try html(specimen)
        let forms = html.components(separatedBy: "<form").dropFirst()
        for form in forms where form.prefix(400).contains("method=\"post\"") {
            #expect(form.components(separatedBy: "</form>")[0].contains("name=\"csrf_token\""))
        }
        for attribute in HTMLTags(html).attributes {
            guard ["href", "action", "formaction", "src", "poster"].contains(attribute.name),
                attribute.value.hasPrefix("/")
            else { continue }
            let path = attribute.value.prefix { $0 != "?" && $0 != "#" }
            let method: Route.Method = attribute.name.hasSuffix("action") && attribute.value != "/search" ? .post : .get
            let match = Route.parse(method, path.split(separator: "/").map(String.init))
            if case .route = match { continue }
            Issue.record("\(attribute.name)=\(attribute.value) leads nowhere")
        }
    }
}
