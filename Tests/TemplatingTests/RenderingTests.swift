import Platform
import Testing

@testable import Templating

@Suite struct RenderingTests {
    @Test func `texts, sections and includes appear in order`() throws {
        let html = try rendered(
            "<h1>{{TITLE}}</h1>{{#ITEM}}[{{NAME}}]{{/ITEM}}{{>FOOT}}",
            [
                "TITLE": "Library", "ITEM": .section([["NAME": "a"], ["NAME": "b"]]),
                "FOOT": .include("shared/_foot", ["YEAR": .number(2024)]),
            ], with: ["shared/_foot": "<p>{{YEAR}} {{TITLE}}</p>"])
        #expect(html == "<h1>Library</h1>[a][b]<p>2024 Library</p>")
    }

    @Test func `a section without values is not there`() throws {
        #expect(try rendered("a{{#GONE}}b{{/GONE}}c", ["GONE": .when(false)]) == "ac")
        #expect(try rendered("a{{#GONE}}b{{/GONE}}c", [:]) == "ac")
        #expect(try rendered("a{{#HERE}}b{{/HERE}}c", ["HERE": .when(true)]) == "abc")
    }

    @Test func `an optional text is a section and the text in it`() throws {
        let text = "{{#CAPTION}}<p>{{CAPTION}}</p>{{/CAPTION}}"
        #expect(try rendered(text, ["CAPTION": .optional("x")]) == "<p>x</p>")
        #expect(try rendered(text, ["CAPTION": .optional(nil)]) == "")
    }

    @Test func `an inner value hides the outer one of the same name`() throws {
        let value: TemplateValue = ["N": "outer", "S": .section([["N": "inner"], [:]])]
        #expect(try rendered("{{#S}}{{N}} {{/S}}{{N}}", value) == "inner outer outer")
    }

    @Test func `the last content given to a name wins`() throws {
        #expect(try rendered("{{N}}", ["N": "first", "N": "last"]) == "last")
    }

    @Test func `a text is escaped by the place it stands in`() throws {
        let hostile = "<script>alert('\"&')</script>"
        let html = try rendered("<p title=\"{{T}}\">{{T}}</p>", ["T": .text(hostile)])
        #expect(!html.contains("<script"))
        #expect(html.contains("&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;"))
    }

    @Test func `an address with a script scheme is made harmless`() throws {
        let html = try rendered("<a href=\"{{U}}\">x</a>", ["U": "javascript:alert(1)"])
        #expect(!html.contains("javascript:"))
        let plain = try rendered("<a href=\"{{U}}\">x</a>", ["U": "/photos?year=2024&after=a%2Fb"])
        #expect(plain == "<a href=\"/photos?year=2024&amp;after=a%2Fb\">x</a>")
    }

    @Test func `long names of many bytes come through whole`() throws {
        let name = String(repeating: "é😀\u{202E}", count: 40)
        #expect(try rendered("{{NAME}}", ["NAME": .text(name)]) == name)
    }

    @Test func `many threads render the same template at once`() throws {
        let folder = try ScratchFolder(["page": ScratchFolder.pragma + "{{#I}}{{N}},{{/I}}"])
        let set = try TemplateSet(folder: folder.path)
        let value: TemplateValue = ["I": .section((0..<50).map { ["N": .number($0)] })]
        let expected = try set.render("page", value)
        let right = Lock(0)
        let threads = (0..<4).map { _ in
            WorkerThreads.start("render") {
                // A rendering that throws is not counted, and the count is what is expected.
                for _ in 0..<100 where (try? set.render("page", value)) == expected { right.withLock { $0 += 1 } }
            }
        }
        for thread in threads { thread.join() }
        #expect(right.withLock { $0 } == 400)
    }
}
