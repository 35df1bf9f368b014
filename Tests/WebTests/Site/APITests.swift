import Composition
import Engine
import Foundation
import HTTP
import Model
import Platform
import Store
import Testing

@testable import Web

struct APITests {
    private func json(_ answer: Answer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(try answer.bytes())) as? [String: Any])
    }

    private func send(_ fixture: SiteFixture, _ path: String, _ body: String, token: String) -> Answer {
        let bytes = Array(body.utf8)
        let headers: Headers = [
            "Host": "localhost", "Authorization": "Bearer \(token)", "Content-Type": "application/json",
            "Content-Length": String(bytes.count),
        ]
        return fixture.server.answer(
            RawHead(method: "POST", target: Array(path.utf8), headers: headers), body: bytes)
    }

    @Test func `photos are listed with their files and page by page`() throws {
        let fixture = try SiteFixture(photoCount: 5)
        let first = try json(fixture.server.get("/api/photos?limit=3"))
        let items = try #require(first["items"] as? [[String: Any]])
        #expect(items.count == 3)
        let names = [
            "id", "picture_hash", "media_type", "taken_at", "width", "height", "rating", "label", "title",
            "description",
            "items",
        ]
        #expect(Set(items[0].keys).isSuperset(of: names))
        let file = try #require((items[0]["items"] as? [[String: Any]])?.first)
        #expect(Set(file.keys) == ["id", "storage_uuid", "relative_path", "state", "size", "md5", "sha256", "mtime"])
        let next = try #require(first["next"] as? String)
        let second = try json(fixture.server.get("/api/photos?limit=3&after=\(next)"))
        #expect((second["items"] as? [Any])?.count == 2)
        #expect(second["next"] is NSNull)
    }

    @Test func `an empty body toggles the favorite and true sets it`() throws {
        let fixture = try SiteFixture(photoCount: 1)
        let id = try fixture.ids()[0]
        for (body, isFavorite) in [
            ("", true), ("", false), ("{\"favorite\":true}", true), ("{\"favorite\":true}", true),
        ] {
            let answer = send(fixture, "/api/photo/\(id)/favorite", body, token: "token-of-the-library")
            #expect(answer.status == .ok)
            let object = try json(answer)
            #expect(object["is_favorite"] as? Bool == isFavorite)
            #expect(object["photo_id"] as? String == id)
            #expect(object["rating"] as? Int == (isFavorite ? 5 : 0))
            #expect(object["success"] as? Bool == true)
        }
        let favorites = try json(fixture.server.get("/api/photos/favorites"))
        #expect(favorites["count"] as? Int == 1)
    }

    @Test(arguments: [
        ("{\"rating\":6}", 400), ("{\"rating\":\"five\"}", 400), ("{", 400), ("[]", 400), ("", 400),
        ("{\"rating\":-1}", 200), ("{\"rating\":0}", 200), ("{\"rating\":3}", 200),
    ])
    func `a rating must be a number that there is`(body: String, status: Int) throws {
        let fixture = try SiteFixture(photoCount: 1)
        let answer = send(
            fixture, "/api/photo/\(try fixture.ids()[0])/rating", body, token: "token-of-the-library")
        #expect(answer.status.code == status)
        if status != 200 { #expect((try json(answer)["error"] as? [String: Any])?["message"] is String) }
    }

    @Test func `many favorites at once answer how many`() throws {
        let fixture = try SiteFixture(photoCount: 4)
        let ids = try fixture.ids().map { "\"\($0)\"" }.joined(separator: ",")
        let body = "{\"photo_ids\":[\(ids)],\"favorite\":true}"
        let answer = send(fixture, "/api/photos/bulk-favorite", body, token: "token-of-the-library")
        #expect(try json(answer)["updated"] as? Int == 4)
        let unknown = "{\"photo_ids\":[\"20200101_000000_999\"],\"favorite\":true}"
        #expect(send(fixture, "/api/photos/bulk-favorite", unknown, token: "token-of-the-library").status == .notFound)
    }

    @Test func `a wrong token is refused`() throws {
        let fixture = try SiteFixture(photoCount: 1)
        let answer = send(fixture, "/api/photo/\(try fixture.ids()[0])/favorite", "", token: "guess")
        #expect(answer.status == .unauthorized)
    }

    @Test(arguments: ["/api/photos?limit=0", "/api/photos?limit=x", "/api/photos?after=x'"])
    func `a query without meaning is refused in JSON`(target: String) throws {
        let answer = try SiteFixture(photoCount: 1).server.get(target)
        #expect(answer.status == .badRequest)
        #expect(try json(answer)["error"] is [String: Any])
    }

    @Test func `the description names every call and nothing else`() throws {
        let called = Set(CallList.all.map { "\($0.type.address.method.rawValue) \($0.type.address.pattern)" })
        #expect(called.count == CallList.all.count)
        let document = try json(try SiteFixture().server.get("/api/openapi.json"))
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        let described = Set(paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
        #expect(described == called.union(["GET /api/openapi.json"]))
    }

    @Test func `the description tells the fields of questions and answers with their types`() throws {
        let document = try json(try SiteFixture().server.get("/api/openapi.json"))
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        let start = try #require(paths["/api/imports"]?["post"])
        let content = try #require(start["requestBody"] as? [String: Any])["content"] as? [String: [String: Any]]
        let schema = try #require(content?["application/json"]?["schema"] as? [String: Any])
        let question = try #require(schema["properties"] as? [String: [String: Any]])
        #expect(question["source"]?["type"] as? String == "string")
        #expect(question["move"]?["type"] as? String == "boolean")
        #expect(question["duplicates"]?["enum"] as? [String] == ["skip", "keep", "replace", "ask"])
        #expect(schema["required"] as? [String] == ["source", "storage"])
        let list = try #require(paths["/api/photos"]?["get"])
        let parameters = try #require(list["parameters"] as? [[String: Any]])
        #expect(
            Set(parameters.compactMap { $0["name"] as? String })
                == ["limit", "after", "q", "storage", "year", "type", "rating", "favorites", "import"])
        let answers = try #require(list["responses"] as? [String: [String: Any]])
        let body = try #require((answers["200"]?["content"] as? [String: [String: Any]])?["application/json"])
        let photo = try #require(
            ((body["schema"] as? [String: Any])?["properties"] as? [String: [String: Any]])?["items"])
        let item = try #require(photo["items"] as? [String: Any])
        #expect((item["properties"] as? [String: [String: Any]])?["rating"]?["type"] as? String == "integer")
    }
}
