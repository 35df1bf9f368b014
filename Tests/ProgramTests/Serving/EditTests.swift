import Foundation
import TestSupport
import Testing

/// Ratings and storages through forms and the API of a real server.
struct EditTests {
    private let home: Household
    private let server: RunningServer
    private let browser: WebClient
    private let ids: [String]

    init() throws {
        home = try Household()
        try home.add(try home.photos(4))
        server = try RunningServer(home)
        browser = server.browser()
        ids = try browser.get("/api/photos").json()["items"].list.compactMap { $0["id"].text }
    }

    private func photo(_ id: String) throws -> JSON { try browser.get("/api/photos/\(id)").json() }

    @Test func `forms answer 303 and the next page shows what was done`() throws {
        let id = ids[0]
        let rated = try browser.form("/photos/\(id)/rating", [("rating", "3")])
        #expect(rated.status == 303)
        #expect(rated["Location"] == "/photos/\(id)")
        #expect(try photo(id)["rating"].int == 3)
        #expect(try browser.form("/photos/\(id)/favorite", [("favorite", "1")]).status == 303)
        #expect(try photo(id)["rating"].int == 5)
        #expect(try browser.get("/favorites").text.contains(id))
        #expect(try browser.form("/photos/\(id)/favorite", [("favorite", "0")]).status == 303)
        #expect(try photo(id)["rating"].isNull)
        #expect(try browser.form("/photos/\(id)/label", [("label", "Green")]).status == 303)
        let words = [("title", "Sea <b> & sky"), ("description", "“quoted” 🌊")]
        #expect(try browser.form("/photos/\(id)/description", words).status == 303)
        let now = try photo(id)
        #expect(now["label"].text == "Green")
        #expect(now["title"].text == "Sea <b> & sky")
        #expect(now["description"].text == "“quoted” 🌊")
        let page = try browser.get("/photos/\(id)").text
        #expect(page.contains("Sea &lt;b&gt; &amp; sky"))
        #expect(!page.contains("Sea <b>"))
    }

    @Test func `a change can be taken back`() throws {
        let id = ids[0]
        for stars in ["2", "4"] { _ = try browser.form("/photos/\(id)/rating", [("rating", stars)]) }
        let page = try browser.get("/photos/\(id)").text
        let field = try #require(page.firstRange(of: "name=\"change\" value=\""), "no undo on the page")
        let change = String(page[field.upperBound...].prefix { $0 != "\"" })
        #expect(try browser.form("/photos/\(id)/undo", [("change", change)]).status == 303)
        #expect(try photo(id)["rating"].int == 2)
    }

    @Test(arguments: ["6", "-2", "x", "", "99999999999999999999"])
    func `a rating that is none is refused`(rating: String) throws {
        let answer = try browser.form("/photos/\(ids[0])/rating", [("rating", rating)])
        #expect(answer.status == 400, "\(answer.status)")
        #expect(try photo(ids[0])["rating"].isNull)
    }

    @Test func `the selection is edited at once`() throws {
        let answer = try browser.form(
            "/photos/bulk", [("ids", ids[0]), ("ids", ids[1]), ("action", "rating"), ("value", "4")])
        #expect(answer.status == 303)
        try wait(until: "both are rated") { try ids[0...1].allSatisfy { try photo($0)["rating"].int == 4 } ? () : nil }
        #expect(try photo(ids[2])["rating"].isNull)
        let none = try browser.form("/photos/bulk", [("action", "rating"), ("value", "4")])
        #expect(none.status == 303)
        #expect(try browser.get("/photos").text.contains("No photo is selected"))
    }

    @Test func `the API toggles, sets and lists favorites`() throws {
        let api = try server.api()
        let toggled = try api.post("/api/photo/\(ids[0])/favorite")
        #expect(toggled.status == 200, "\(toggled)")
        let answer = try toggled.json()
        expectNames("success photo_id rating is_favorite", in: answer)
        #expect(answer["is_favorite"].bool == true)
        #expect(try api.post("/api/photo/\(ids[0])/favorite").json()["is_favorite"].bool == false)
        #expect(try api.post("/api/photo/\(ids[0])/favorite", "{\"favorite\": true}").json()["rating"].int == 5)
        #expect(try api.post("/api/photo/\(ids[0])/favorite", "{\"favorite\": true}").json()["rating"].int == 5)
        let all = try api.post(
            "/api/photos/bulk-favorite", "{\"photo_ids\": [\"\(ids[1])\", \"\(ids[2])\"], \"favorite\": true}")
        #expect([200, 202].contains(all.status), "\(all)")
        try wait(until: "all are favorites") {
            let list = try api.get("/api/photos/favorites").json()
            return list["count"].int == 3 && list["favorites"].list.count == 3 ? () : nil
        }
    }

    @Test(arguments: ["", "{", "[]", "{\"rating\": \"x\"}", "{\"rating\": 6}", "{\"rating\": 1e999}", "null"])
    func `a body that is none is refused`(body: String) throws {
        let answer = try server.api().post("/api/photo/\(ids[0])/rating", body)
        #expect(answer.status == 400, "\(answer)")
        expectNames("code message", in: try answer.json()["error"])
        #expect(try photo(ids[0])["rating"].isNull)
    }

    @Test func `photos come in pages that neither repeat nor leave out`() throws {
        var seen: [String] = []
        var next: String?
        repeat {
            let after = next.map { "&after=" + WebClient.escape($0) } ?? ""
            let page = try browser.get("/api/photos?limit=1\(after)").json()
            seen += page["items"].list.compactMap { $0["id"].text }
            next = page["next"].text
        } while next != nil && seen.count < 20
        #expect(seen == ids)
        #expect(try browser.get("/api/photos?limit=0").status == 400)
        #expect(try browser.get("/api/photos?after=frob").status == 400)
    }
}
