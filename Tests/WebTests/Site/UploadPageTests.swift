import Composition
import Engine
import Foundation
import HTTP
import Imports
import TestLibrary
import Testing

@testable import Web

struct UploadPageTests {
    let fixture: SiteFixture
    let browser: (headers: Headers, token: String)

    init() throws {
        fixture = try SiteFixture()
        browser = try fixture.browser()
    }

    private func post(_ target: String, _ fields: [(String, String)] = []) -> Answer {
        fixture.server.post(target, form: fields + [("csrf_token", browser.token)], browser.headers)
    }

    /// Begins an upload; answers the path of its page.
    private func begin() throws -> String {
        let answer = post("/imports/uploads", [("storage", fixture.storage), ("organise", "keep")])
        #expect(answer.status == .seeOther)
        let path = try #require(answer.headers["Location"])
        #expect(path.hasPrefix("/imports/uploads/"))
        return path
    }

    /// Sends files as a plain form does.
    private func send(_ path: String, _ files: [(String, String)], token: String?) -> Answer {
        let parts =
            (token.map { ["Content-Disposition: form-data; name=\"csrf_token\"\r\n\r\n\($0)"] } ?? [])
            + files.map { "Content-Disposition: form-data; name=\"files\"; filename=\"\($0.0)\"\r\n\r\n\($0.1)" }
        let body = parts.map { "--XX\r\n\($0)\r\n" }.joined() + "--XX--\r\n"
        return fixture.server.post(
            path + "/files", body: Array(body.utf8), type: "multipart/form-data; boundary=XX", browser.headers)
    }

    /// Sends a file as a script does.
    private func send(_ path: String, _ query: String, _ text: String, isTrusted: Bool = true) -> Answer {
        var headers = browser.headers
        if isTrusted { headers["X-CSRF-Token"] = browser.token }
        return fixture.server.post(
            "/api\(path)/files?\(query)", body: Array(text.utf8), type: "application/octet-stream", headers)
    }

    private func stored() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: fixture.photos + "/.photostead/uploads")
            .filter { $0.hasSuffix(".jpg") }.map { String($0.split(separator: "/", maxSplits: 1)[1]) }.sorted()
    }

    @Test func `a plain form uploads files, which are previewed and imported`() throws {
        let path = try begin()
        #expect(send(path, [("a.jpg", "photo 1"), ("b.jpg", "photo 2")], token: browser.token).status == .seeOther)
        #expect(try stored() == ["files/a.jpg", "files/b.jpg"])
        let page = try fixture.page(path).body
        #expect(page.contains("2 files received") && page.contains("a.jpg"))
        #expect(try fixture.page("/imports").body.contains(path))
        let preview = try #require(post(path + "/preview").headers["Location"])
        let id = String(try #require(preview.firstMatch(of: /preview=([0-9a-f-]+)/)).1)
        _ = fixture.site.resources.previews.find(id, waiting: 60)
        #expect(try fixture.page("\(path)?preview=\(id)").body.contains("Import 2 photos"))
        let started = post(path + "/import")
        let session = try #require(started.headers["Location"])
        #expect(started.status == .seeOther && session == "/imports/1")
        _ = try fixture.board.waitForEnd(
            of: try #require(try fixture.scratch.library.imports.sessions.find("1").operationID))
        #expect(try fixture.scratch.library.imports.sessions.find("1").imported == 2)
        #expect(try fixture.page(path).status == 404)
        #expect(try fixture.page("/imports/new?again=1").body.contains("name=\"source\" value=\"\""))
    }

    @Test func `nothing is written for whom has no token`() throws {
        let path = try begin()
        #expect(send(path, [("a.jpg", "photo 1")], token: nil).status == .forbidden)
        #expect(send(path, [("a.jpg", "photo 1")], token: String(repeating: "0", count: 64)).status == .forbidden)
        #expect(send(path, "path=a.jpg&size=7", "photo 1", isTrusted: false).status == .forbidden)
        #expect(try stored() == [])
    }

    @Test func `a script sends a file in pieces and asks what is there`() throws {
        let path = try begin()
        #expect(send(path, "path=DCIM/a.jpg&size=7&modified=1600000000000", "pho").status == .unprocessable)
        var headers = browser.headers
        headers["X-CSRF-Token"] = browser.token
        let question = #"{"files":[{"path":"DCIM/a.jpg","size":7,"modified":1600000000000},{"path":"../x","size":1}]}"#
        let states = fixture.server.post(
            "/api\(path)/states", body: Array(question.utf8), type: "application/json", headers)
        let text = String(decoding: try states.bytes(), as: UTF8.self)
        #expect(text.contains("\"received\":3") && text.contains("no name of a file"))
        #expect(send(path, "path=DCIM/a.jpg&size=7&modified=1600000000000&offset=1", "to 1").status == .unprocessable)
        let rest = send(path, "path=DCIM/a.jpg&size=7&modified=1600000000000&offset=3", "to 1")
        let said = String(decoding: try rest.bytes(), as: UTF8.self)
        #expect(rest.status == .ok && said.contains("\"complete\":true"))
        #expect(try stored() == ["files/DCIM/a.jpg"])
        #expect(send(path, "size=7", "photo 1").status == .badRequest)
        #expect(send(path, "path=a.jpg&size=-7", "photo 1").status == .badRequest)
        #expect(send(path, "path=../a.jpg&size=7", "photo 1").status == .unprocessable)
        #expect(send("/imports/uploads/none", "path=a.jpg&size=7", "photo 1").status == .notFound)
    }

    @Test func `an upload without a storage or files goes nowhere`() throws {
        #expect(post("/imports/uploads", [("storage", "")]).status == .unprocessable)
        let path = try begin()
        #expect(post(path + "/import").status == .unprocessable)
        #expect(send(path, [], token: browser.token).status == .seeOther)
        #expect(post(path + "/remove").headers["Location"] == "/imports")
        #expect(try fixture.page(path).status == 404)
        #expect(post(path + "/remove").status == .notFound)
    }
}
