import Foundation
import Platform
import TestSupport
import Testing

/// The files in a storage, read by a program that knows nothing but the formats of docs/interface.md, and by another
/// library of ours.
struct FormatsTests {
    /// What `Tests/Scripts/read-storage` says of a storage.
    private func read(_ root: String) throws -> JSON {
        let script = Corpus.packageFolder + "/Tests/Scripts/read-storage"
        let end = try Household.end(of: Command("/usr/bin/python3", arguments: [script, root].map { Array($0.utf8) }))
        try #require(end.code == 0, "\(end)")
        return try end.object()
    }

    @Test func `a program that knows only seed 2 finds every file by its hash`() throws {
        let home = try Household()
        let photos = try home.photos(20)
        try home.folder.write("photos/copy.jpg", TinyPhoto.jpeg(number: 700))
        try home.folder.write("photos/other copy.jpg", TinyPhoto.jpeg(number: 700))
        // A program that keeps names as text cannot open those that are none.
        for (number, bytes) in HostileNames.all.enumerated() {
            guard let name = String(validating: bytes, as: UTF8.self) else { continue }
            try home.folder.write("photos/names/\(name)", TinyPhoto.jpeg(number: 5000 + number))
        }
        let storage = try home.add(photos)
        let uuid = try #require(storage["uuid"].text)
        let card = try home.photos(5, in: "card", from: 100)
        let imported = try home.run("--json", "import", card, "--into", uuid, "--title", "Summer \"24\"")
        #expect(imported.code == 0, "\(imported)")
        try home.folder.write("photos/orphan.jpg", TinyPhoto.jpeg(number: 900))
        try FileManager.default.removeItem(atPath: photos + "/3/photo-3.jpg")
        try FileManager.default.moveItem(atPath: photos + "/4/photo-4.jpg", toPath: photos + "/moved.jpg")
        #expect(try home.run("storage", "reindex", uuid, "--no-fix-moved").code == 0)
        let said = try read(photos)
        let now = try home.run("--json", "storage", "list").object()
        #expect(said["uuid"].text == uuid)
        #expect(said["total_files"].int == now["file_count"].int)
        #expect(said["pictures"].int == now["photo_count"].int)
        #expect(said["sessions"].int == 1)
        #expect(said["imported"].int == 5)
        let conflicts = said["conflicts"].list.compactMap(\.text)
        #expect(conflicts.contains("missing_file"), "\(conflicts)")
        #expect(conflicts.contains("orphan_file"), "\(conflicts)")
    }

    @Test func `another library recognises the storage and gets its sessions back`() throws {
        let home = try Household()
        let photos = try home.photos(6)
        let uuid = try #require(try home.add(photos)["uuid"].text)
        let card = try home.photos(4, in: "card", from: 100)
        #expect(try home.run("import", card, "--into", uuid, "--title", "Summer").code == 0)
        #expect(try home.run("storage", "set", uuid, "--name", "Archive", "--notes", "box 3", "--tag", "old").code == 0)
        #expect(try home.run("rate", photos + "/1/photo-1.jpg", "--rating", "4").code == 0)
        let master = photos + "/imalink-master.json"
        let before = try String(contentsOfFile: master, encoding: .utf8)
        try FileManager.default.moveItem(atPath: home.library, toPath: home.path + "/lost")

        let end = try home.run("--json", "storage", "add", photos)
        #expect(end.code == 0, "\(end)")
        #expect(end.error.contains("Recognised as the storage “Archive”: 1 import session restored."), "\(end)")
        let storage = try end.object()
        #expect(storage["uuid"].text == uuid)
        #expect(storage["name"].text == "Archive")
        #expect(storage["notes"].text == "box 3")
        #expect(storage["tags"].list.compactMap(\.text) == ["old"])
        #expect(storage["restored"]["sessions"].int == 1)
        #expect(try home.run("--json", "import", "list").objects().first?["title"].text == "Summer")
        // Every file has its hash, its place and its session again.
        func lines(_ text: String) -> Set<String> {
            Set(
                text.split(separator: "\n").filter { $0.contains("hothash") }.map { line in
                    line.split(separator: ",").filter { !$0.contains("indexed_at") && !$0.contains("other_copies") }
                        .joined(separator: ",")
                })
        }
        let after = try String(contentsOfFile: master, encoding: .utf8)
        #expect(lines(after) == lines(before))
        #expect(after.contains("\"import_session_id\": 1"))
        let server = try RunningServer(home)
        let rated = try server.browser().get("/api/photos?rating=4").json()["items"].list
        #expect(rated.count == 1)
    }

    @Test func `a restored copy that lost a file, or whose index is damaged, says so`() throws {
        let home = try Household()
        let photos = try home.photos(5)
        try home.add(photos)
        let (lossy, damaged) = (home.path + "/lossy", home.path + "/damaged")
        for copy in [lossy, damaged] { try FileManager.default.copyItem(atPath: photos, toPath: copy) }
        try FileManager.default.removeItem(atPath: lossy + "/3/photo-3.jpg")
        let master = "/imalink-master.json"
        try home.folder.write("damaged" + master, "{\"index_version\": \"9.0\"")
        try home.folder.write("damaged" + master + ".previous", "the one before")
        try FileManager.default.moveItem(atPath: home.library, toPath: home.path + "/first")

        let first = try home.run("--json", "storage", "add", lossy)
        #expect(first.code == 0, "\(first)")
        #expect(first.error.contains("1 of the 5 files in its master index are missing."), "\(first)")
        #expect(first.error.contains("3/photo-3.jpg: its master index lists it"), "\(first)")
        #expect(try first.object()["restored"]["missing"].int == 1)
        try FileManager.default.moveItem(atPath: home.library, toPath: home.path + "/second")

        let second = try home.run("--json", "storage", "add", damaged)
        #expect(second.code == 0, "\(second)")
        #expect(second.error.contains(master + ": the text ends too early"), "\(second)")
        #expect(try second.object()["photo_count"].int == 5)
        let kept = try String(contentsOfFile: damaged + "/.photostead" + master + ".damaged", encoding: .utf8)
        #expect(kept == "{\"index_version\": \"9.0\"")
        let previous = try String(contentsOfFile: damaged + master + ".previous", encoding: .utf8)
        #expect(previous == "the one before")
        #expect(try read(damaged)["total_files"].int == 5)
    }

    @Test(arguments: [
        (
            "by path",
            "{\"photos/a.jpg\": {\"size\": 1}, \"photos/b.jpg\": {\"size\": 2}, \"owner\": {\"name\": \"Ann\"}}"
        ),
        ("hash to path", "{\"a1b2c3d4e5f6\": \"photos/a.jpg\", \"owner\": \"Ann\"}"),
        ("no files yet", "{\"photos\": null, \"owner\": \"Ann\"}"),
    ])
    func `other shapes of an old index are understood`(shape: String, index: String) throws {
        let home = try Household()
        let name = "imalink_20240115_120000_abc1234"
        let photos = try home.photos(2, in: name)
        try home.folder.write(name + "/index.json", index)
        let end = try home.run("--json", "storage", "migrate", photos)
        #expect(end.code == 0, "\(shape): \(end)")
        #expect(try end.object()["photo_count"].int == 2)
        #expect(try end.object()["notes"].text?.contains("Ann") ?? false, "\(shape): \(end)")
    }

    @Test func `a legacy folder becomes a storage, and nothing in it is touched`() throws {
        let home = try Household()
        let name = "imalink_20240115_120000_abc1234"
        let photos = try home.photos(3, in: name)
        try home.folder.write(
            name + "/index.json",
            "{\"version\": 0.5, \"camera\": {\"make\": \"Nikon\"}, \"photos\": [{\"filename\": \"a.jpg\"}, {}, {}]}")
        try home.folder.write(name + "/metadata.txt", "From Anna's card\r\nSummer house")
        let before = try Originals(photos)
        let end = try home.run("--json", "storage", "migrate", photos)
        #expect(end.code == 0, "\(end)")
        let storage = try end.object()
        #expect(storage["name"].text == "Import 2024-01-15 12:00")
        #expect(storage["photo_count"].int == 3)
        let notes = try #require(storage["notes"].text)
        for part in ["Migrated from legacy storage", "From Anna's card\nSummer house", "version: 0.5", "Nikon"] {
            #expect(notes.contains(part), "\(notes)")
        }
        #expect(try Originals(photos).differences(from: before) == [])
        let signature = try JSON(String(contentsOfFile: photos + "/.imalink-storage", encoding: .utf8))
        #expect(signature["migrated_from"].text == "legacy_v0")
        #expect(signature["created_at"].text == "2024-01-15T12:00:00Z")
        #expect(signature["photo_count"].int == 3)
        #expect(try read(photos)["pictures"].int == 3)

        let again = try home.run("--json", "storage", "migrate", photos)
        #expect(again.code == 0, "\(again)")
        #expect(try again.object()["uuid"].text == storage["uuid"].text)
        #expect(try home.run("storage", "list").lines.count == 1)
        let plain = try home.run("storage", "migrate", home.photos(1, in: "plain"))
        #expect(plain.code == 2)
        #expect(plain.error.contains("it is no legacy storage"), "\(plain)")
    }
}
