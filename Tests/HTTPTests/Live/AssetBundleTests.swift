import Platform
import TestSupport
import Testing

@testable import HTTP

@Suite struct AssetBundleTests {
    let folder: TemporaryFolder
    let bundle: AssetBundle

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("css/first.css", "@layer a {\n  .a {\n    color: red;\n  }\n}\n")
        try folder.write("css/second.css", "\n@layer b { .b { mask: url(\"../icons/b.svg\") } }\n")
        try folder.write("css/other.css", ".other { color: blue }\n")
        try folder.write("icons/b.svg", "<svg/>")
        try folder.write("js/app.js", "import { b } from \"./b.js\";\nb();\n")
        try folder.write("js/b.js", "export const b = () => {};\n")
        try folder.write("js/.hidden.js", "x")
        bundle = try AssetBundle(folder: folder.path, styles: ["first", "second"])
    }

    func text(_ name: String) throws -> String {
        let head = RequestHead(
            method: .get, target: try Target(parsing: Array("/".utf8)), headers: Headers(), peer: "")
        guard case .bytes(let bytes) = try #require(bundle[name]).response(for: head).body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `the stylesheet holds the styles in order, without indentation, with versioned icons`() throws {
        let version = KeptFile(Array("<svg/>".utf8), extension: "svg").version
        #expect(
            try text("css/site.css")
                == "@layer a {\n.a {\ncolor: red;\n}\n}\n@layer b { .b { mask: url(\"../icons/b.svg?v=\(version)\") } }"
        )
    }

    @Test func `modules import each other by the version under which they are linked`() throws {
        #expect(bundle.modules == ["js/app.js", "js/b.js"])
        let version = try #require(bundle["js/b.js"]?.version)
        #expect(bundle["js/app.js"]?.version == version)
        #expect(try text("js/app.js") == "import { b } from \"./b.js?v=\(version)\";\nb();\n")
    }

    @Test func `an edited module gives all of them another version`() throws {
        let before = bundle["js/app.js"]?.version
        try folder.write("js/b.js", "export const b = 1;\n")
        #expect(try AssetBundle(folder: folder.path, styles: [])["js/app.js"]?.version != before)
    }

    @Test func `the right version is kept for ever, another is asked about again`() throws {
        let file = try #require(bundle["css/site.css"])
        for (version, control) in [(file.version, "public, max-age=31536000, immutable"), ("old", "no-cache")] {
            let target = try Target(parsing: Array("/css/site.css?v=\(version)".utf8))
            let head = RequestHead(method: .get, target: target, headers: Headers(), peer: "")
            let response = file.response(for: head)
            #expect(response.headers["Cache-Control"] == control)
            #expect(response.headers["ETag"] == "\"\(file.version)\"")
            #expect(response.headers["Content-Type"] == "text/css; charset=utf-8")
        }
    }

    @Test func `what is not bundled is not there, and a missing style is an error`() {
        #expect(bundle["css/first.css"] == nil)
        #expect(bundle["js/.hidden.js"] == nil)
        #expect(throws: FileError.self) { try AssetBundle(folder: folder.path, styles: ["missing"]) }
    }
}
