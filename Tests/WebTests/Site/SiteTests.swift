import Composition
import Engine
import Foundation
import HTTP
import Model
import Platform
import SQLite
import TestLibrary
import TestSupport
import Testing

@testable import Store
@testable import Web

struct SiteTests {
    private static let pages = [
        "/", "/photos", "/favorites", "/search?q=x", "/storages", "/storages/new", "/imports", "/imports/new",
        "/operations",
        "/settings",
    ]

    @Test(arguments: pages)
    func `every page answers with nothing in the library`(target: String) throws {
        let page = try SiteFixture().page(target)
        #expect(page.status == 200)
        #expect(page.body.contains("</html>"))
    }

    @Test(arguments: pages)
    func `nothing that a file says becomes markup`(target: String) throws {
        let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
        let fixture = try SiteFixture(photoCount: 3, hostile: hostile)
        for target in [target, "/photos/\(try fixture.ids()[0])", "/storages/\(fixture.storage)"] {
            let page = try fixture.page(target)
            #expect(page.status == 200)
            #expect(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"))
        }
    }

    @Test func `the grid goes on behind its last photo and ends`() throws {
        let fixture = try SiteFixture(photoCount: 205)
        let first = try fixture.page("/photos").body
        let link = try #require(first.range(of: "after=[^\"&]+", options: .regularExpression).map { String(first[$0]) })
        let second = try fixture.page("/photos?\(link)").body
        let all = try fixture.ids()
        #expect(first.contains("/photos/\(all[199])") && !first.contains("/photos/\(all[200])"))
        #expect(second.contains("/photos/\(all[204])") && !second.contains("/photos/\(all[199])\""))
    }

    @Test func `the list of operations goes on behind its hundredth`() throws {
        let fixture = try SiteFixture()
        try fixture.store.write { connection in
            for number in 1...103 {
                var record = OperationRecord(
                    id: "operation-\(number)", kind: .index, title: "Index", storage: nil, parameters: "{}",
                    startedAt: "2024-05-12T12:00:00Z")
                record.status = .complete
                try record.insert(connection)
            }
        }
        let first = try fixture.page("/operations").body
        #expect(first.contains("/operations/operation-4\"") && !first.contains("/operations/operation-3\""))
        let link = try #require(first.range(of: "after=[^\"&]+", options: .regularExpression).map { String(first[$0]) })
        let second = try fixture.page("/operations?\(link)").body
        #expect(second.contains("/operations/operation-1\"") && !second.contains("/operations/operation-4\""))
        #expect(!second.contains("after="))
    }

    @Test(arguments: ["/nothing", "/photos/20240101_000000_000", "/storages/none", "/operations/none", "/public/x.css"])
    func `what is not there is a page that says so`(target: String) throws {
        let page = try SiteFixture().page(target)
        #expect(page.status == 404)
        #expect(page.body.contains("</html>"))
    }

    @Test func `a form without the token of its session changes nothing`() throws {
        let fixture = try SiteFixture(photoCount: 1)
        let id = try fixture.ids()[0]
        let browser = try fixture.browser()
        let form = [("favorite", "1")]
        #expect(fixture.server.post("/photos/\(id)/favorite", form: form).status == .forbidden)
        let wrong = form + [("csrf_token", String(repeating: "0", count: 64))]
        #expect(fixture.server.post("/photos/\(id)/favorite", form: wrong, browser.headers).status == .forbidden)
        let other = try fixture.browser()
        let foreign = form + [("csrf_token", other.token)]
        #expect(fixture.server.post("/photos/\(id)/favorite", form: foreign, browser.headers).status == .forbidden)
        #expect(try fixture.store.read { try $0.integer("SELECT count(*) FROM history") } == 0)
    }

    /// All but the form with files, which is read in another shape: see `UploadPageTests`.
    @Test func `every form and every changing call needs a token`() throws {
        let fixture = try SiteFixture(photoCount: 1)
        let id = try fixture.ids()[0]
        let headers = try fixture.browser().headers
        let paths = fixture.site.table.lines.filter { $0.method == .post }.map { line in
            line.components.map { component in
                guard component.first == "{" else { return String(component) }
                // Of the two values of an operation's address the second one is what is asked for.
                if component == line.components.last, line.components.count > 2 { return "pause" }
                return line.components.first == "photos" || line.components.dropFirst().first == "photo"
                    ? id : fixture.storage
            }.joined(separator: "/")
        }.filter { $0 != "imports/uploads/\(fixture.storage)/files" }
        #expect(paths.count > 50)
        for path in paths {
            let status = fixture.server.post("/" + path, form: [("rating", "5")], headers).status
            #expect(status == .forbidden, "\(path)")
        }
    }

    @Test func `settings are saved by form, and one that is refused says why`() throws {
        let fixture = try SiteFixture()
        let browser = try fixture.browser()
        func save(_ readers: String, batch: String = "") -> Answer {
            let form = [("reading.readers", readers), ("reading.batch", batch), ("csrf_token", browser.token)]
            return fixture.server.post("/settings/library", form: form, browser.headers)
        }
        #expect(save("4").headers["Location"] == "/settings")
        #expect(try fixture.page("/settings").body.contains("name=\"reading.readers\" value=\"4\""))
        let refused = save("400", batch: "9")
        #expect(refused.status == .unprocessable)
        let page = String(decoding: try refused.bytes(), as: UTF8.self)
        #expect(page.contains("name=\"reading.readers\" value=\"400\""), "what was entered stays in the field")
        #expect(page.contains("id=\"reading.readers-problem\""))
        #expect(page.contains("name=\"reading.batch\" value=\"9\""), "the others hold")
        let settings = fixture.scratch.library.reading.settings
        #expect(try settings.all().map(\.value) == [4, 9])
        #expect(save("").status == .seeOther)
        #expect(try settings.all().map(\.value) == [nil, nil])
    }

    @Test func `a favorite by form stands in the library and in a sidecar`() throws {
        let fixture = try SiteFixture(photoCount: 2)
        let id = try fixture.ids()[0]
        let browser = try fixture.browser()
        let form = [("favorite", "1"), ("csrf_token", browser.token)]
        let answer = fixture.server.post("/photos/\(id)/favorite", form: form, browser.headers)
        #expect(answer.status == .seeOther)
        #expect(answer.headers["Location"] == "/photos/\(id)")
        let photo = try #require(try fixture.store.read { try PhotoRecord.find(id, $0) })
        #expect(photo.rating == .favorite)
        #expect(photo.writeState == .clean)
        let sidecar = try String(contentsOfFile: fixture.photos + "/1.bin.xmp", encoding: .utf8)
        #expect(sidecar.contains("Rating"))
        #expect(try fixture.page("/favorites").body.contains(id))
    }

    @Test func `a selection is edited at once and an empty one says so`() throws {
        let fixture = try SiteFixture(photoCount: 3)
        let browser = try fixture.browser()
        let ids = try fixture.ids()
        let form = [
            ("ids", ids[0]), ("ids", ids[1]), ("action", "rating"), ("value", "4"), ("csrf_token", browser.token),
        ]
        #expect(fixture.server.post("/photos/bulk", form: form, browser.headers).status == .seeOther)
        let rated = try fixture.store.read { try $0.integer("SELECT count(*) FROM photos WHERE rating = 4") }
        #expect(rated == 2)
        let none = [("action", "rating"), ("value", "4"), ("csrf_token", browser.token)]
        #expect(fixture.server.post("/photos/bulk", form: none, browser.headers).status == .seeOther)
        #expect(
            String(decoding: try fixture.server.get("/photos", browser.headers).bytes(), as: UTF8.self)
                .contains("No photo is selected."))
    }

    @Test func `a selection taken out of the favorites keeps the stars of those that were none`() throws {
        let fixture = try SiteFixture(photoCount: 2)
        let browser = try fixture.browser()
        let ids = try fixture.ids()
        for (id, stars) in zip(ids, ["3", "5"]) {
            let form = [("rating", stars), ("csrf_token", browser.token)]
            #expect(fixture.server.post("/photos/\(id)/rating", form: form, browser.headers).status == .seeOther)
        }
        let form = ids.map { ("ids", $0) } + [("action", "unfavorite"), ("csrf_token", browser.token)]
        #expect(fixture.server.post("/photos/bulk", form: form, browser.headers).status == .seeOther)
        let ratings = try fixture.store.read { connection in
            try ids.map { try PhotoRecord.find($0, connection)?.rating?.stars }
        }
        #expect(ratings == [3, nil])
        #expect(fixture.server.post("/photos/bulk", form: form, browser.headers).status == .seeOther)
        let page = String(decoding: try fixture.server.get("/photos", browser.headers).bytes(), as: UTF8.self)
        #expect(page.contains("None of these photos is a favorite."))
    }

    @Test func `a photo without a picture is shown as a file with its name`() throws {
        let fixture = try SiteFixture(photoCount: 2)
        let ids = try fixture.ids()
        try fixture.store.write {
            try $0.run("UPDATE photos SET rendition_state = 'none' WHERE photo_id = ?", [.text(ids[0])])
        }
        for target in ["/", "/photos", "/photos/\(ids[1])"] {
            let body = try fixture.page(target).body
            #expect(!body.contains("/photos/\(ids[0])/grid"), "\(target)")
            #expect(body.contains("/photos/\(ids[1])/grid"), "\(target)")
        }
        let page = try fixture.page("/photos/\(ids[0])").body
        #expect(!page.contains("/photos/\(ids[0])/preview") && page.contains("class=\"stage-missing\""))
    }

    @Test func `every tag of the file is read when it is asked for`() throws {
        let fixture = try SiteFixture(photoCount: 1)
        let id = try fixture.ids()[0]
        #expect(try !fixture.page("/photos/\(id)").body.contains("Leica"))
        #expect(try fixture.page("/photos/\(id)?tags=1").body.contains("&lt;b&gt;Leica&lt;/b&gt;"))
    }

    @Test func `a change of the history is undone once`() throws {
        let fixture = try SiteFixture(photoCount: 1)
        let browser = try fixture.browser()
        let id = try fixture.ids()[0]
        func post(_ path: String, _ form: [(String, String)]) -> Status {
            fixture.server.post(path, form: form + [("csrf_token", browser.token)], browser.headers).status
        }
        #expect(post("/photos/\(id)/rating", [("rating", "3")]) == .seeOther)
        let change = try #require(
            try fixture.store.read { try $0.row("SELECT history_id FROM history") { $0.text(0) } })
        #expect(post("/photos/\(id)/undo", [("change", change)]) == .seeOther)
        let photo = try #require(try fixture.store.read { try PhotoRecord.find(id, $0) })
        #expect(photo.rating == nil)
        #expect(post("/photos/\(id)/undo", [("change", change)]) == .unprocessable)
    }

    @Test func `a folder that cannot be a storage is refused beside its field`() throws {
        let fixture = try SiteFixture()
        let browser = try fixture.browser()
        let form = [("path", "/does/not/exist"), ("name", ""), ("csrf_token", browser.token)]
        let answer = fixture.server.post("/storages", form: form, browser.headers)
        #expect(answer.status == .unprocessable)
        let body = String(decoding: try answer.bytes(), as: UTF8.self)
        #expect(body.contains("there is no such folder") && body.contains("value=\"/does/not/exist\""))
    }

    @Test(arguments: [("~/none", "/none"), ("~", "")])
    func `a path of the home folder may begin as in a shell`(_ typed: String, _ rest: String) throws {
        let fixture = try SiteFixture()
        let browser = try fixture.browser()
        let form = [("path", typed), ("source", typed), ("storage", ""), ("csrf_token", browser.token)]
        for page in ["/storages", "/imports"] {
            let answer = fixture.server.post(page, form: form, browser.headers)
            #expect(answer.status == .unprocessable)
            let body = String(decoding: try answer.bytes(), as: UTF8.self)
            #expect(body.contains("value=\"\(fixture.folder.path)\(rest)\""))
        }
    }

    @Test func `removing a storage asks first and leaves its files`() throws {
        let fixture = try SiteFixture(photoCount: 1)
        let browser = try fixture.browser()
        let path = "/storages/\(fixture.storage)/remove"
        let token = [("csrf_token", browser.token)]
        let question = fixture.server.post(path, form: token, browser.headers)
        #expect(question.status == .ok)
        let asked = try fixture.page("/storages/\(fixture.storage)?confirm=removal").body
        #expect(asked.contains("action=\"\(path)\"") && asked.contains("name=\"confirmed\" value=\"1\""))
        #expect(try fixture.ids().count == 1)
        let answer = fixture.server.post(path, form: token + [("confirmed", "1")], browser.headers)
        #expect(answer.status == .seeOther)
        #expect(try fixture.ids().isEmpty)
        #expect(FileManager.default.fileExists(atPath: fixture.photos + "/0.bin"))
        #expect(FileManager.default.fileExists(atPath: fixture.photos + "/.imalink-storage"))
    }

    @Test func `a form of the grid leads back to the photo's place in it`() throws {
        let fixture = try SiteFixture(photoCount: 2)
        let browser = try fixture.browser()
        let id = try fixture.ids()[1]
        var headers = browser.headers
        headers["Referer"] = "http://localhost/photos?year=2020"
        let form = [("favorite", "1"), ("csrf_token", browser.token)]
        let answer = fixture.server.post("/photos/\(id)/favorite", form: form, headers)
        #expect(answer.headers["Location"] == "/photos?year=2020#\(id)")
        #expect(try fixture.page("/photos").body.contains("id=\"\(id)\""))
    }

    @Test func `a redirect after a form never leaves this server`() throws {
        let fixture = try SiteFixture(photoCount: 1)
        let browser = try fixture.browser()
        let id = try fixture.ids()[0]
        for referer in ["http://localhost//evil.example/x", "http://evil.example/?http://localhost/photos", "nonsense"]
        {
            var headers = browser.headers
            headers["Referer"] = referer
            let form = [("rating", "2"), ("csrf_token", browser.token)]
            let answer = fixture.server.post("/photos/\(id)/rating", form: form, headers)
            let location = try #require(answer.headers["Location"])
            #expect(location.hasPrefix("/photos"), "\(referer) led to \(location)")
        }
    }
}
