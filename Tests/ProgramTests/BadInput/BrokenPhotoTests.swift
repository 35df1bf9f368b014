import Foundation
import Glibc
import TestSupport
import Testing

/// A broken photo is listed with its reason and never stops the others (issue: "Bad input").
struct BrokenPhotoTests {
    @Test func `empty and cut files are items with a reason, and the others are as they are`() throws {
        let home = try Household()
        let photos = try home.photos(20)
        try home.folder.write("photos/empty.jpg", [])
        try home.folder.write("photos/head.jpg", [0xFF, 0xD8, 0xFF])
        try home.folder.write("photos/cut.jpg", Array(TinyPhoto.jpeg(number: 900).prefix(150)))
        try home.folder.write("photos/text.jpg", "This is no photo at all, whatever its name says.")
        try home.folder.write("photos/zeros.png", [UInt8](repeating: 0, count: 5000))
        try home.folder.write("photos/empty.mp4", [])
        let before = try Originals(photos)
        let end = try home.run("--json", "storage", "add", photos)
        #expect(end.code == 0, "\(end)")
        let operation = try home.run("--json", "operation", "list").object()
        #expect(operation["status"].text == "complete")
        let fates = operation["fates"]
        #expect(fates["imported"].int ?? 0 >= 20, "\(fates)")
        let total = ["imported", "duplicate", "replaced", "rejected", "failed", "ignored"].reduce(0) {
            $0 + (fates[$1].int ?? 0)
        }
        #expect(total == operation["processed"].int, "\(fates)")
        #expect(try Originals(photos).differences(from: before) == [])
        let server = try RunningServer(home)
        let browser = server.browser()
        let uuid = try #require(try end.object()["uuid"].text)
        let page = try browser.get("/storages/\(uuid)").text
        #expect(page.contains("empty.jpg"))
        #expect(page.contains("The file is empty."))
        let list = try browser.get("/operations/\(operation["operation_id"].text ?? "")").text
        #expect(list.contains("empty.jpg"))
        for id in try browser.get("/api/photos?limit=1000").json()["items"].list.compactMap({ $0["id"].text }) {
            #expect(try browser.get("/photos/\(id)").status == 200)
            #expect([200, 404, 422].contains(try browser.get("/photos/\(id)/grid").status), "\(id)")
        }
        #expect(server.isAlive)
    }

    @Test func `what may not be read is a failure of that file alone, and is no loss of what was known`() throws {
        let home = try Household()
        let photos = try home.photos(14)
        let uuid = try #require(try home.add(photos)["uuid"].text)
        let asUser = getuid() == 0 ? ["/usr/bin/setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : []
        chmod(photos + "/3", 0)
        chmod(photos + "/4/photo-4.jpg", 0)
        defer { chmod(photos + "/3", 0o755) }
        try home.folder.write("photos/5/new.jpg", TinyPhoto.jpeg(number: 700))
        let end = try home.run(["--json", "storage", "reindex", uuid, "--full"], through: asUser)
        #expect(end.code == 3, "\(end)")
        let result = try end.object()
        #expect(result["added"].int == 1)
        #expect(result["missing"].int == 0)
        #expect(try home.run("--json", "storage", "list").object()["file_count"].int == 15)
        let id = try #require(result["operation_id"].text)
        let server = try RunningServer(home)
        let page = try server.browser().get("/operations/\(id)").text
        #expect(page.contains("permission denied"))
        #expect(page.contains("photo-4.jpg"))
    }

    @Test func `links, pipes and nested storages are passed over`() throws {
        let home = try Household()
        let photos = try home.photos(3)
        try home.folder.write("outside/secret.jpg", TinyPhoto.jpeg(number: 800))
        symlink(home.path + "/outside/secret.jpg", photos + "/link.jpg")
        symlink(home.path + "/outside", photos + "/linked folder")
        symlink(photos, photos + "/loop")
        symlink("/nowhere", photos + "/dangling.jpg")
        mkfifo(photos + "/pipe.jpg", 0o600)
        try home.folder.write("photos/nested/.imalink-storage", "{}")
        try home.folder.write("photos/nested/other.jpg", TinyPhoto.jpeg(number: 801))
        try home.folder.write("photos/.hidden/hidden.jpg", TinyPhoto.jpeg(number: 802))
        try home.folder.write("photos/@eaDir/small.jpg", TinyPhoto.jpeg(number: 803))
        let storage = try home.add(photos)
        #expect(storage["file_count"].int == 3)
    }
}
