import Foundation
import TestSupport
import Testing

/// Requests that do not come from a page of ours change nothing (docs/safety.md section 5).
struct ForeignRequestTests {
    private let home: Household
    private let server: RunningServer
    private let photo: String
    private let storage: String

    init() throws {
        home = try Household()
        let photos = try home.photos(1)
        storage = try #require(try home.add(photos)["uuid"].text)
        server = try RunningServer(home)
        photo = try #require(try server.browser().get("/api/photos").json()["items"][0]["id"].text)
    }

    /// Every address that takes POST.
    private var forms: [String] {
        [
            "/storages", "/storages/\(storage)", "/storages/\(storage)/reindex", "/storages/\(storage)/remove",
            "/photos/bulk", "/photos/\(photo)/rating", "/photos/\(photo)/favorite", "/photos/\(photo)/label",
            "/photos/\(photo)/description", "/photos/\(photo)/undo", "/operations/1/pause", "/settings/appearance",
            "/settings/cache/cleaning", "/api/storages", "/api/storages/\(storage)/remove",
            "/api/storages/\(storage)/reindex", "/api/photos/bulk-favorite", "/api/photos/edits",
            "/api/photo/\(photo)/favorite", "/api/photo/\(photo)/rating", "/api/operations/1/pause",
        ]
    }

    private func rating() throws -> JSON { try server.browser().get("/api/photos/\(photo)").json()["rating"] }

    @Test func `a form without token, with a wrong one, or of another session answers 403`() throws {
        let browser = server.browser()
        _ = try browser.get("/settings")
        let stranger = server.browser()
        _ = try stranger.get("/settings")
        for path in forms {
            for token in ["", "0", String(repeating: "0", count: 64), stranger.token] {
                let headers = ["Content-Type": "application/x-www-form-urlencoded", "Origin": browser.origin]
                let body = "csrf_token=\(token)&rating=5&favorite=1&confirmed=1&path=/&action=favorite&ids=\(photo)"
                let answer = try browser.send("POST", path, headers: headers, body: Array(body.utf8))
                #expect(answer.status == 403, "\(path) \(token): \(answer.status)")
                if !path.hasPrefix("/api") { #expect(answer.text.contains("does not come from a page"), "\(path)") }
            }
        }
        #expect(try rating().isNull)
    }

    @Test func `a form from another origin, from a file, or from nowhere answers 403`() throws {
        let browser = server.browser()
        let path = "/photos/\(photo)/rating"
        for origin in [
            "http://evil.example", "null", "https://127.0.0.1:\(server.port)", "http://127.0.0.1",
            "http://127.0.0.1:\(server.port).evil.example", "http://localhost:\(server.port)", "",
        ] {
            let answer = try browser.form(path, [("rating", "5")], headers: ["Origin": origin])
            #expect(answer.status == 403, "\(origin): \(answer.status)")
        }
        for referer in ["http://evil.example/", "http://127.0.0.1:\(server.port).evil.example/"] {
            let headers = ["Origin": "", "Referer": referer]
            #expect(try browser.form(path, [("rating", "5")], headers: headers).status == 403, "\(referer)")
        }
        #expect(try rating().isNull)
        let own = ["Origin": "", "Referer": browser.origin + "/photos/\(photo)"]
        #expect(try browser.form(path, [("rating", "5")], headers: own).status == 303)
        #expect(try rating().int == 5)
    }

    @Test func `another host answers 421, on pages, files and API alike`() throws {
        for host in ["evil.example", "127.0.0.1.evil.example:\(server.port)", "169.254.169.254"] {
            for path in ["/", "/public/css/base.css", "/api/photos", "/photos/\(photo)/thumbnail", "/healthz"] {
                #expect(try server.browser().get(path, headers: ["Host": host]).status == 421, "\(host) \(path)")
            }
        }
        let local = try server.browser().get("/healthz", headers: ["Host": "localhost:\(server.port)"])
        #expect(local.status == 200)
    }

    @Test func `a program needs the token of the library`() throws {
        let path = "/api/photo/\(photo)/rating"
        #expect(try server.browser().post(path, "{\"rating\": 4}").status == 403)
        let liar = WebClient(port: server.port, bearer: String(repeating: "0", count: 64))
        #expect(try liar.post(path, "{\"rating\": 4}").status == 401)
        #expect(try rating().isNull)
        #expect(try server.api().post(path, "{\"rating\": 4}").status == 200)
        #expect(try rating().int == 4)
    }

    @Test func `reading changes nothing, whatever the address says`() throws {
        let browser = server.browser()
        for path in forms { #expect([200, 404, 405].contains(try browser.get(path).status), "\(path)") }
        #expect(try rating().isNull)
        #expect(try home.run("--json", "storage", "list").objects().count == 1)
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
            #expect(try browser.send(method, "/photos/\(photo)", headers: [:], body: nil).status == 405, "\(method)")
        }
    }
}
