import Testing

@testable import Templating

@Suite struct ParsingTests {
    private func problem(_ text: String, pragma: String = ScratchFolder.pragma) throws -> TemplateError? {
        let folder = try ScratchFolder(["pages/one": pragma + text])
        do {
            _ = try TemplateSet(folder: folder.path)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a file without the escaping pragma is refused`() throws {
        let error = try problem("<p>hello</p>", pragma: "")
        #expect(error?.subject == "pages/one.html:1")
        #expect(error?.reason.contains("AUTOESCAPE") == true)
    }

    @Test(arguments: [
        ("<p>\n{{#OPEN}}\n</p>", "pages/one.html:3", "section OPEN is not closed"),
        ("{{#A}}\n{{/B}}", "pages/one.html:3", "section A of line 2 is closed as B"),
        ("\n\n{{/A}}", "pages/one.html:4", "section A was never opened"),
        ("x\n{{NAME", "pages/one.html:3", "{{ is not closed"),
        ("{{NAME:none}}", "pages/one.html:2", "{{NAME:none}} is no name of capitals, digits and _"),
        ("{{name}}", "pages/one.html:2", "{{name}} is no name of capitals, digits and _"),
    ])
    func `an error names file and line`(text: String, subject: String, reason: String) throws {
        let error = try problem(text)
        #expect(error?.subject == subject)
        #expect(error?.reason == reason)
    }

    @Test func `an attribute without quotes is refused`() throws {
        #expect(try problem("<img alt={{NAME}}>")?.reason == "{{NAME}} stands in a tag outside quotes")
        #expect(try problem("<img alt=\"{{NAME}}\" src='/a?b={{NAME}}'>x > {{NAME}}") == nil)
    }

    @Test func `comments over several lines are skipped and counted`() throws {
        #expect(try problem("{{! a\n comment }}\n{{/A}}")?.subject == "pages/one.html:4")
    }

    @Test func `an empty or absent folder is an error`() throws {
        #expect(throws: TemplateError.self) { try TemplateSet(folder: "/nonexistent/templates") }
    }

    @Test func `a template that is not there is an error when it is rendered`() throws {
        let folder = try ScratchFolder(["one": ScratchFolder.pragma + "{{>INNER}}"])
        let set = try TemplateSet(folder: folder.path)
        #expect(throws: TemplateError.self) { try set.render("two", [:]) }
    }

    @Test func `edits are picked up when asked for and not otherwise`() throws {
        let folder = try ScratchFolder(["one": ScratchFolder.pragma + "before"])
        let fixed = try TemplateSet(folder: folder.path)
        let live = try TemplateSet(folder: folder.path, picksUpEdits: true)
        #expect(try live.render("one", [:]) == Array("before".utf8))
        try folder.write("one", ScratchFolder.pragma + "after an edit")
        #expect(try live.render("one", [:]) == Array("after an edit".utf8))
        #expect(try fixed.render("one", [:]) == Array("before".utf8))
        try folder.write("one", ScratchFolder.pragma + "{{#BROKEN}}")
        #expect(throws: TemplateError.self) { try live.render("one", [:]) }
    }
}
