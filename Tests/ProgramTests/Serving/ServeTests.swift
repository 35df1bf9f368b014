import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// `serve` from start to stop, and what it refuses.
struct ServeTests {
    @Test func `serve says where it listens, answers, and ends at a signal`() throws {
        let home = try Household()
        for signal in [SIGTERM, SIGINT] {
            let server = try RunningServer(home)
            #expect(try server.browser().get("/healthz").status == 200)
            #expect(try server.browser().get("/").status == 200)
            #expect(try server.stop(signal: signal) == .exited(0), "\(server.said)")
        }
        let mode = try FileManager.default.attributesOfItem(atPath: home.library + "/api-token")[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func `every page answers, and what does not exist is 404`() throws {
        let home = try Household()
        try home.add(try home.photos(3))
        let server = try RunningServer(home)
        let browser = server.browser()
        let photo = try #require(try browser.get("/api/photos").json()["items"][0]["id"].text)
        let storage = try #require(try browser.get("/api/storages").json()["items"][0]["uuid"].text)
        let operation = try #require(try browser.get("/api/operations").json()["items"].list.last?["operation_id"].text)
        for path in [
            "/", "/photos", "/photos/\(photo)", "/favorites", "/search?q=photo", "/storages", "/storages/new",
            "/storages/\(storage)", "/operations", "/operations/\(operation)", "/settings", "/healthz",
            "/api/openapi.json", "/api/photos/favorites", "/api/photos/\(photo)", "/api/operations/\(operation)",
            "/photos/\(photo)/thumbnail", "/photos/\(photo)/grid", "/photos/\(photo)/preview",
            "/photos/\(photo)/original",
        ] {
            #expect(try browser.get(path).status == 200, "\(path)")
        }
        for path in [
            "/nowhere", "/photos/20200101_000000_000", "/photos/x", "/storages/00000000-0000-0000-0000-000000000000",
            "/operations/1", "/photos/\(photo)/x", "/api/nowhere", "/api/photos/20200101_000000_000", "/public/../main",
            "/api/operations/1",
        ] {
            let answer = try browser.get(path)
            #expect(answer.status == 404 || answer.status == 400 && path.contains(".."), "\(path): \(answer.status)")
            if path.hasPrefix("/api") { expectNames("code message", in: try answer.json()["error"]) }
        }
    }

    @Test(arguments: ["0.0.0.0", "::", "192.168.1.2", "example.org", ""])
    func `any address but this machine's own is refused`(address: String) throws {
        let home = try Household()
        let end = try home.run("serve", "--port", "0", "--bind", address)
        #expect(end.code == 2, "\(end)")
        expectSentence(end)
        #expect(!FileManager.default.fileExists(atPath: home.library))
    }

    @Test func `a port in use and a library in use are refused, and the first server goes on`() throws {
        let (home, other) = (try Household(), try Household())
        let server = try RunningServer(home)
        let taken = try other.run("serve", "--port", String(server.port), "--assets", Corpus.packageFolder)
        #expect(taken.code == 2, "\(taken)")
        expectSentence(taken)
        #expect(taken.error.contains("another program already listens there"))
        #expect(!FileManager.default.fileExists(atPath: other.library), "no library is made for nothing")
        let second = try home.run("serve", "--port", "0", "--assets", Corpus.packageFolder)
        #expect(second.code == 2, "\(second)")
        expectSentence(second)
        #expect(second.error.contains("already open in process \(server.process.id)"))
        #expect(try server.browser().get("/healthz").status == 200)
    }

    @Test func `assets that are not there are named`() throws {
        let home = try Household()
        let end = try home.run("serve", "--port", "0", "--assets", home.path + "/nowhere")
        #expect(end.code == 2, "\(end)")
        expectSentence(end)
        #expect(end.error.contains(home.path + "/nowhere"))
        #expect(!FileManager.default.fileExists(atPath: home.library), "no library is made for nothing")
    }

    @Test func `a killed server leaves no worker behind and its library opens again`() throws {
        let home = try Household()
        let photos = try home.photos(5)
        let server = try RunningServer(home)
        let added = try server.api().post("/api/storages", "{\"path\": \"\(photos)\"}")
        #expect(added.status == 202, "\(added)")
        let workers = try wait(until: "workers run") { server.workers().isEmpty ? nil : server.workers() }
        server.process.kill()
        #expect(server.process.wait() == .killed(signal: SIGKILL))
        try wait(until: "no worker is left") {
            workers.allSatisfy { kill($0, 0) != 0 || Self.isZombie($0) } ? () : nil
        }
        let again = try RunningServer(home)
        #expect(try again.browser().get("/").status == 200)
    }

    private static func isZombie(_ process: Int32) -> Bool {
        let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        return text.contains(") Z ")
    }
}
