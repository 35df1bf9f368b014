import Testing

@testable import Templating

@Suite struct StrictCheckTests {
    private func mismatches(_ value: TemplateValue) throws -> [String] {
        let folder = try ScratchFolder([
            "page": ScratchFolder.pragma + "{{TITLE}}\n{{#ITEM}}{{NAME}} {{TOKEN}}{{/ITEM}}\n{{>FOOT}}",
            "foot": ScratchFolder.pragma + "{{YEAR}}",
        ])
        return try TemplateSet(folder: folder.path).mismatches("page", value)
    }

    private let whole: TemplateValue = [
        "TITLE": "t", "TOKEN": "k", "ITEM": .section([["NAME": "n"]]), "FOOT": .include("foot", ["YEAR": "1"]),
    ]

    @Test func `a value that fits has no mismatch`() throws {
        #expect(try mismatches(whole) == [])
    }

    @Test func `a missing name is reported with its line`() throws {
        var value = whole
        value["ITEM"] = .section([[:], ["NAME": "n"]])
        value["FOOT"] = .include("foot", [:])
        #expect(try mismatches(value) == ["page.html:3: {{NAME}} is not given", "foot.html:2: {{YEAR}} is not given"])
    }

    @Test func `what is given and never used is reported`() throws {
        var value = whole
        value["EXTRA"] = "x"
        value["ITEM"] = .section([["NAME": "n", "ODD": "o"]])
        let expected = ["page.html: EXTRA is given and never used", "page.html: ODD is given and never used"]
        #expect(try mismatches(value).sorted() == expected)
    }

    @Test func `a text in place of a section does not count`() throws {
        var value = whole
        value["ITEM"] = "text"
        #expect(try mismatches(value) == ["page.html:3: {{#ITEM}} is not given"])
    }

    @Test func `a template that is not there is reported`() throws {
        var value = whole
        value["FOOT"] = .include("shoe", [:])
        #expect(try mismatches(value) == ["there is no template shoe"])
    }
}
