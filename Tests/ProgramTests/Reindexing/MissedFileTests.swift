import Foundation
import TestSupport
import Testing

/// What a server finds out by itself about files that are gone.
struct MissedFileTests {
    private func missing(_ server: RunningServer, _ uuid: String) throws -> [String] {
        try server.api().get("/api/storages/\(uuid)/conflicts?type=missing_file").json()["items"].list.compactMap {
            $0["expected_path"].text
        }.sorted()
    }

    @Test func `at start every storage is checked`() throws {
        let home = try Household()
        let photos = try home.photos(10)
        let uuid = try #require(try home.add(photos)["uuid"].text)
        try FileManager.default.removeItem(atPath: photos + "/3/photo-3.jpg")
        let server = try RunningServer(home)
        let found = try wait(until: "the file is missed") {
            let found = try missing(server, uuid)
            return found.isEmpty ? nil : found
        }
        #expect(found == ["3/photo-3.jpg"])
        #expect(try server.browser().get("/storages/\(uuid)/conflicts").text.contains("photo-3.jpg"))
    }

    @Test func `an original that is not found has its folder checked, and no other`() throws {
        let home = try Household()
        let photos = try home.photos(21)
        let uuid = try #require(try home.add(photos)["uuid"].text)
        let server = try RunningServer(home)
        // Whoever makes pictures misses files, too.
        try wait(until: "the check at start has ended, and every picture is made") {
            let operations = try server.api().get("/api/operations").json()["items"].list
            let kinds = Set(operations.map { $0["operation_type"].text })
            let isDone = operations.allSatisfy { $0["status"].text == "complete" }
            return isDone && kinds.isSuperset(of: ["update_index", "thumbnails"]) ? () : nil
        }
        for path in ["3/photo-3.jpg", "3/photo-10.jpg", "4/photo-4.jpg"] {
            try FileManager.default.removeItem(atPath: photos + "/" + path)
        }
        let all = try server.api().get("/api/photos?limit=100").json()["items"].list
        let id = try #require(
            all.first { $0["items"].list.first?["relative_path"].text == "3/photo-3.jpg" }?["id"].text)
        #expect(try server.browser().get("/photos/\(id)/original").status == 404)
        let found = try wait(until: "the files of the folder are missed") {
            let found = try missing(server, uuid)
            return found.count < 2 ? nil : found
        }
        #expect(found == ["3/photo-10.jpg", "3/photo-3.jpg"])
    }
}
