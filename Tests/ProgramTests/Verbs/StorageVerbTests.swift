import Foundation
import TestSupport
import Testing

/// `storage add|list|set|reindex|remove` of the real program.
struct StorageVerbTests {
    static let names = "uuid name path state photo_count file_count total_size_bytes last_indexed"

    @Test func `add signs the folder, indexes it and prints the storage`() throws {
        let home = try Household()
        let photos = try home.photos(12)
        let before = try Originals(photos)
        let end = try home.run("--json", "storage", "add", photos, "--name", "Summer")
        #expect(end.code == 0, "\(end)")
        let storage = try end.object()
        expectNames(Self.names + " operation_id", in: storage)
        #expect(storage["name"].text == "Summer")
        #expect(storage["path"].text == photos)
        #expect(storage["photo_count"].int == 12)
        #expect(storage["file_count"].int == 12)
        let signature = try JSON(String(contentsOfFile: photos + "/.imalink-storage", encoding: .utf8))
        #expect(signature["storage_uuid"].text == storage["uuid"].text)
        #expect(signature["display_name"].text == "Summer")
        #expect(try Originals(photos).differences(from: before) == [])
        let mode = try FileManager.default.attributesOfItem(atPath: home.library)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test func `a storage is meant by its name, its path or the beginning of its id`() throws {
        let home = try Household()
        let photos = try home.photos(2)
        let storage = try home.run("--json", "storage", "add", photos, "--name", "Summer").object()
        let uuid = try #require(storage["uuid"].text)
        for words in ["Summer", photos, String(uuid.prefix(8)), uuid.uppercased()] {
            let end = try home.run("--json", "storage", "set", words, "--notes", words)
            #expect(end.code == 0, "\(end)")
            #expect(try end.object()["notes"].text == words)
        }
        #expect(try home.run("storage", "set", String(uuid.prefix(3)), "--notes", "x").code == 2)
    }

    @Test func `a copy is found by each of its hashes`() throws {
        let home = try Household()
        let photos = try home.photos(2)
        try home.add(photos)
        let facts = try home.run("--json", "facts", photos + "/0/photo-0.jpg").object()
        for name in ["picture_hash", "sha256", "md5"] {
            let end = try home.run("--json", "lookup", facts[name].text ?? "")
            #expect(end.code == 0, "\(end)")
            let copy = try end.object()
            #expect(copy["path"].text == photos + "/0/photo-0.jpg")
            #expect(copy["matched"].text == name)
            #expect(copy["state"].text == "online")
        }
        #expect(try home.run("lookup", String(repeating: "0", count: 64)).code == 1)
        #expect(try home.run("lookup", "nonsense").code == 2)
    }

    @Test func `add without indexing reads nothing, and reindex makes up for it`() throws {
        let home = try Household()
        let photos = try home.photos(3)
        let storage = try home.run("--json", "storage", "add", photos, "--no-index").object()
        #expect(storage["operation_id"].isNull)
        #expect(storage["photo_count"].int == 0)
        let end = try home.run("--json", "storage", "reindex", storage["uuid"].text ?? "")
        #expect(end.code == 0, "\(end)")
        let result = try end.object()
        expectNames("operation_id checked added changed missing hashed", in: result)
        #expect(result["added"].int == 3)
        #expect(result["hashed"].int == 3)
    }

    @Test func `reindex tells new, changed and missing files apart`() throws {
        let home = try Household()
        let photos = try home.photos(10)
        let uuid = try #require(try home.add(photos)["uuid"].text)
        func reindex(_ options: String...) throws -> String {
            let end = try home.run(["--json", "storage", "reindex", uuid] + options)
            #expect(end.code == 0, "\(end)")
            let result = try end.object()
            return ["checked", "added", "changed", "missing", "hashed"].map { "\($0) \(result[$0].int ?? -1)" }
                .joined(separator: ", ")
        }
        #expect(try reindex() == "checked 10, added 0, changed 0, missing 0, hashed 0")
        try home.folder.write("photos/new.jpg", TinyPhoto.jpeg(number: 100))
        try home.folder.write("photos/3/photo-3.jpg", TinyPhoto.jpeg(number: 300))
        try FileManager.default.removeItem(atPath: photos + "/5/photo-5.jpg")
        #expect(try reindex("--quick").hasSuffix("added 0, changed 0, missing 1, hashed 0"))
        #expect(try reindex("--smart") == "checked 10, added 1, changed 1, missing 0, hashed 2")
        #expect(try reindex("--full") == "checked 10, added 0, changed 0, missing 0, hashed 10")
        let counts = try home.run("--json", "storage", "list").object()
        #expect(counts["file_count"].int == 10)
    }

    @Test func `list, set and remove`() throws {
        let home = try Household()
        let photos = try home.photos(2)
        let uuid = try #require(try home.add(photos)["uuid"].text)
        let before = try Originals(photos, without: [])
        let changed = try home.run(
            "--json", "storage", "set", uuid, "--name", "Älbum", "--notes", "on the shelf", "--tag", "a", "--tag", "b",
            "--policy", "sidecar", "--active", "no")
        #expect(changed.code == 0, "\(changed)")
        let listed = try home.run("--json", "storage", "list").object()
        expectNames(Self.names, in: listed)
        #expect(listed["name"].text == "Älbum")
        #expect(listed["tags"].list.compactMap(\.text) == ["a", "b"])
        #expect(listed["policy"].text == "sidecar")
        #expect(listed["active"].bool == false)
        let signature = try JSON(String(contentsOfFile: photos + "/.imalink-storage", encoding: .utf8))
        #expect(signature["display_name"].text == "Älbum")
        #expect(signature["notes"].text == "on the shelf")

        let removed = try home.run("--json", "storage", "remove", uuid)
        #expect(removed.code == 0, "\(removed)")
        #expect(try removed.object()["uuid"].text == uuid)
        #expect(try home.run("--json", "storage", "list").lines.isEmpty)
        let after = try Originals(photos, without: [])
        #expect(after.differences(from: before).count == 1, "only the signature has changed")
        // And it comes back with the identity it had.
        #expect(try home.add(photos)["uuid"].text == uuid)
    }

    @Test func `a folder that moved is known by its signature`() throws {
        let home = try Household()
        let photos = try home.photos(3)
        let uuid = try #require(try home.add(photos)["uuid"].text)
        try FileManager.default.moveItem(atPath: photos, toPath: home.path + "/elsewhere")
        let gone = try home.run("--json", "storage", "reindex", uuid)
        #expect(gone.code != 0)
        expectSentence(gone)
        let moved = try home.run("--json", "storage", "set", uuid, "--path", home.path + "/elsewhere")
        #expect(moved.code == 0, "\(moved)")
        #expect(try moved.object()["state"].text == "online")
        let again = try home.run("--json", "storage", "reindex", uuid).object()
        #expect(again["added"].int == 0)
        #expect(again["missing"].int == 0)
    }

    @Test func `the list tells what is away without anybody having looked before`() throws {
        let home = try Household()
        let photos = try home.photos(2)
        try home.add(photos)
        try FileManager.default.moveItem(atPath: photos, toPath: home.path + "/away")
        #expect(try home.run("--json", "storage", "list").object()["state"].text == "offline")
        let moved = try home.run("storage", "set", photos, "--path", home.path + "/nowhere")
        #expect(moved.code == 2, "\(moved)")
        expectSentence(moved)
    }

    @Test func `many files gone at once are not believed before somebody says so`() throws {
        let home = try Household()
        let photos = try home.photos(30)
        let uuid = try #require(try home.add(photos)["uuid"].text)
        for name in try FileManager.default.contentsOfDirectory(atPath: photos) where !name.hasPrefix(".") {
            try FileManager.default.removeItem(atPath: photos + "/" + name)
        }
        let refused = try home.run("--json", "storage", "reindex", uuid)
        #expect(refused.code == 1, "\(refused)")
        #expect(refused.error.contains("30 of its files are not there any more"))
        #expect(refused.error.contains("hint: "))
        #expect(try refused.object()["status"].text == "paused")
        let server = try RunningServer(home)
        let operation = try #require(try refused.object()["operation_id"].text)
        let page = try server.browser().get("/operations/\(operation)").text
        #expect(page.contains("30 files are gone. Is that right?"), "\(page)")
        _ = try server.stop()
        #expect(try home.run("--json", "storage", "list").object()["file_count"].int == 30)
        let accepted = try home.run("--json", "storage", "reindex", uuid, "--accept-missing")
        #expect(accepted.code == 0, "\(accepted)")
        #expect(try accepted.object()["missing"].int == 30)
    }

    @Test(arguments: ["set", "remove", "reindex"])
    func `an id that is not known is refused`(verb: String) throws {
        let home = try Household()
        try home.add(try home.photos(1))
        let end = try home.run("storage", verb, "00000000-0000-0000-0000-000000000000")
        #expect(end.code == 2, "\(end)")
        expectSentence(end)
    }
}
