import Foundation
import TestSupport
import Testing

/// Names that mean something to shells, HTML, JSON, SQL or headers are only names (docs/safety.md sections 1 and 5).
struct HostileNameTests {
    private let home: Household
    private let photos: String

    init() throws {
        home = try Household()
        photos = home.path + "/<b>&amp; \"photos\" 😀"
        try HostileNames.fill(photos)
    }

    @Test func `every name is indexed, listed and told apart`() throws {
        let before = try Originals(photos)
        let storage = try home.add(photos)
        #expect(storage["file_count"].int == HostileNames.all.count)
        #expect(storage["name"].text == "<b>&amp; \"photos\" 😀")
        #expect(try Originals(photos).differences(from: before) == [])
        let server = try RunningServer(home)
        let items = try server.browser().get("/api/photos?limit=1000").json()["items"].list.flatMap { $0["items"].list }
        let names = items.map { item -> [UInt8] in
            if let base64 = item["path_base64"].text { return Array(Data(base64Encoded: base64) ?? Data()) }
            return Array((item["relative_path"].text ?? "").utf8)
        }
        #expect(Set(names) == Set(HostileNames.all))
        #expect(names.count == HostileNames.all.count)
    }

    @Test func `no page lets a name become markup or a header`() throws {
        try home.add(photos)
        let server = try RunningServer(home)
        let browser = server.browser()
        let list = try browser.get("/api/photos?limit=1000").json()["items"].list
        let ids = list.compactMap { $0["id"].text }
        let uuid = try #require(try browser.get("/api/storages").json()["items"][0]["uuid"].text)
        let operation = try #require(try browser.get("/api/operations").json()["items"].list.last?["operation_id"].text)
        let pages =
            ["/", "/photos", "/storages", "/storages/\(uuid)", "/operations", "/operations/\(operation)", "/settings"]
            + ids.map { "/photos/\($0)" }
        for path in pages {
            let answer = try browser.get(path)
            #expect(answer.status == 200, "\(path)")
            expectHarmless(answer, path)
        }
        for id in ids {
            let answer = try browser.get("/photos/\(id)/original")
            #expect(answer.status == 200, "\(id)")
            let disposition = try #require(answer["Content-Disposition"])
            #expect(disposition.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "\(disposition)")
            #expect(answer.body.starts(with: [0xFF, 0xD8]))
        }
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\" OR 1=1 --", "'; DROP TABLE photos; --", "*", "\"", "AND OR NOT NEAR(", "%",
        "_",
        "a\u{0}b", "x:y", "-", "(", "😀", String(repeating: "a ", count: 500), "{name}", "^", "col:\"",
    ])
    func `any words can be searched for`(words: String) throws {
        try home.add(photos)
        let server = try RunningServer(home)
        let browser = server.browser()
        for path in ["/search?q=", "/photos?q=", "/api/photos?q="] {
            let answer = try browser.get(path + WebClient.escape(words))
            // An escaped NUL is refused before it is looked at.
            #expect(answer.status == (words.contains("\u{0}") ? 400 : 200), "\(path): \(answer.status)")
            expectHarmless(answer, path)
        }
        #expect(try browser.get("/api/photos").json()["items"].list.count > 0)
    }

    @Test func `what a person types comes back as text`() throws {
        try home.add(photos)
        let server = try RunningServer(home)
        let browser = server.browser()
        let id = try #require(try browser.get("/api/photos").json()["items"][0]["id"].text)
        let hostile = "</textarea><script>alert(1)</script>\" onfocus=alert(1) x=\" &lt; {{X}} \u{202E}"
        let described = try browser.form(
            "/photos/\(id)/description", [("title", hostile), ("description", hostile + "\r\n" + hostile)])
        #expect(described.status == 303)
        #expect(try browser.form("/photos/\(id)/label", [("label", hostile)]).status == 303)
        #expect(try browser.get("/api/photos/\(id)").json()["title"].text == hostile)
        for path in ["/photos/\(id)", "/photos", "/"] { expectHarmless(try browser.get(path), path) }
        let refused = try browser.form("/storages", [("path", "/nowhere/" + hostile), ("name", hostile)])
        #expect(refused.status == 422)
        expectHarmless(refused, "the form of a new storage")
        let uuid = try #require(try browser.get("/api/storages").json()["items"][0]["uuid"].text)
        #expect(try browser.form("/storages/\(uuid)", [("name", hostile), ("notes", hostile)]).status == 303)
        for path in ["/storages/\(uuid)", "/storages", "/", "/photos", "/operations"] {
            expectHarmless(try browser.get(path), path)
        }
    }

    private func expectHarmless(_ answer: WebClient.Answer, _ what: String) {
        let text = answer.text
        if answer["Content-Type"]?.hasPrefix("text/html") ?? false {
            for markup in ["<script>alert", "<img src=x", "onerror=alert(1)>", "<b>&", "{{NAME}}\n", "\" onfocus="] {
                #expect(!text.contains(markup), "\(what): \(markup)")
            }
        }
        #expect(answer["Set-Cookie"].map { $0.hasPrefix("photostead_session=") } ?? true, "\(what)")
    }
}
