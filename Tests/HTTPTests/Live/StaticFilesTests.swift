import Glibc
import Platform
import TestSupport
import Testing

@testable import HTTP

@Suite struct StaticFilesTests {
    let folder: TemporaryFolder
    let time = ManualTime()
    let files: StaticFiles
    static let style = String(repeating: "a { color: red }\n", count: 200)

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("css/site.css", Self.style)
        try folder.write("icon.svg", "<svg/>")
        try folder.write("empty.js", "")
        try folder.write(".secret", "s")
        try folder.write("css/.hidden/a.css", "s")
        files = try StaticFiles(folder: folder.path, time: time)
    }

    func head(_ target: String, _ headers: Headers = Headers()) throws -> RequestHead {
        RequestHead(method: .get, target: try Target(parsing: Array(target.utf8)), headers: headers, peer: "")
    }

    func get(_ target: String, _ headers: Headers = Headers()) throws -> Response? {
        let head = try head(target, headers)
        return files.response(head.path, for: head)
    }

    @Test func `a file comes with type validators and revalidation`() throws {
        let response = try #require(try get("/icon.svg"))
        #expect(response.headers["Content-Type"] == "image/svg+xml")
        #expect(response.headers["Cache-Control"] == "no-cache")
        #expect(response.headers["ETag"] != nil && response.headers["Last-Modified"] != nil)
        guard case .bytes(let bytes) = response.body else {
            Issue.record("not in memory")
            return
        }
        #expect(bytes == Array("<svg/>".utf8))
    }

    @Test func `the right version is kept for ever and a wrong one is not`() throws {
        let version = try #require(files.version("css/site.css"))
        let right = try get("/css/site.css?v=\(version)")
        #expect(right?.headers["Cache-Control"] == "public, max-age=31536000, immutable")
        #expect(try get("/css/site.css?v=old")?.headers["Cache-Control"] == "no-cache")
    }

    @Test func `a text is sent compressed with a tag of its own`() throws {
        let plain = try #require(try get("/css/site.css"))
        let packed = try #require(try get("/css/site.css", ["Accept-Encoding": "gzip"]))
        #expect(packed.headers["Content-Encoding"] == "gzip" && packed.headers["Vary"] == "Accept-Encoding")
        #expect(plain.headers["Vary"] == "Accept-Encoding")
        #expect(packed.headers["ETag"] != plain.headers["ETag"])
        guard case .bytes(let bytes) = packed.body else {
            Issue.record("not in memory")
            return
        }
        #expect(try gunzip(bytes) == Array(Self.style.utf8))
    }

    @Test(arguments: [
        "/", "/css", "/css/", "/missing.css", "/.secret", "/css/.hidden/a.css", "/icon.svg/x",
    ])
    func `what is no file of the folder is not found`(target: String) throws {
        #expect(try get(target) == nil)
    }

    @Test func `links and paths out of the folder are not followed`() throws {
        let outside = try TemporaryFolder()
        try outside.write("passwd", "root")
        #expect(symlink(outside.path + "/passwd", folder.path + "/link.css") == 0)
        #expect(symlink(outside.path, folder.path + "/linked") == 0)
        #expect(try get("/link.css") == nil)
        #expect(try get("/linked/passwd") == nil)
        let head = try head("/")
        #expect(files.response(["..", "passwd"], for: head) == nil)
        #expect(files.response(["css/../../passwd"], for: head) == nil)
        #expect(files.response(["a\0b"], for: head) == nil)
    }

    @Test func `an edited file is served within a second`() throws {
        let before = try #require(try get("/icon.svg")).headers["ETag"]
        let version = files.version("icon.svg")
        try folder.write("icon.svg", "<svg>new</svg>")
        #expect(try get("/icon.svg")?.headers["ETag"] == before)
        time.advance(1)
        #expect(try get("/icon.svg")?.headers["ETag"] != before)
        #expect(files.version("icon.svg") != version)
    }

    @Test func `a large file is sent by its descriptor`() throws {
        try folder.write("large.png", [UInt8](repeating: 7, count: 2 << 20))
        guard case .file(_, offset: 0, length: 2_097_152)? = try get("/large.png")?.body else {
            Issue.record("not by descriptor")
            return
        }
    }

    @Test func `an empty file is a file`() throws {
        #expect(try get("/empty.js")?.body.length == 0)
    }

    @Test func `a missing folder is an error`() {
        #expect(throws: FileError.self) { try StaticFiles(folder: folder.path + "/none") }
    }
}
