import Foundation
import TestSupport
import Testing

/// Storages of another library are found and taken in, from the command line and from the page.
struct DiscoveryVerbTests {
    private let home: Household
    private let known: String

    init() throws {
        home = try Household()
        known = try home.photos(2, in: "drives/known")
        try home.add(known)
        let other = try home.photos(3, in: "drives/usb/other", from: 20)
        try #require(
            try home.run("--data", home.path + "/second", "storage", "add", other, "--name", "Other").code == 0)
        try home.folder.write("drives/imalink_20240115_120000_abc/index.json", "[]")
    }

    private var roots: String { home.path + "/drives" }

    @Test func `discover prints every storage with its status, and adds what is new`() throws {
        let end = try home.run("--json", "storage", "discover", roots)
        #expect(end.code == 0, "\(end)")
        let found = try end.objects()
        for storage in found {
            expectNames("uuid name path state photo_count file_count total_size_bytes last_indexed status", in: storage)
        }
        let statuses = Dictionary(uniqueKeysWithValues: found.map { ($0["name"].text ?? "", $0["status"].text ?? "") })
        #expect(statuses == ["known": "known", "Other": "new", "imalink_20240115_120000_abc": "legacy"])
        #expect(try home.run("storage", "discover", roots, "--depth", "1").lines.count == 2)

        try FileManager.default.moveItem(atPath: known, toPath: roots + "/usb/moved")
        let adding = try home.run("--json", "storage", "discover", roots + "/usb", "--add")
        #expect(adding.code == 0, "\(adding)")
        let words = Set(try adding.objects().map { "\($0["status"].text ?? "") \($0["name"].text ?? "")" })
        #expect(words == ["new Other", "moved known"])
        let storages = try home.run("--json", "storage", "list").objects()
        #expect(storages.map { $0["name"].text } == ["known", "Other"])
        #expect(storages.map { $0["photo_count"].int } == [2, 3])
        #expect(storages[0]["path"].text == roots + "/usb/moved")
    }

    @Test func `discover refuses what makes no sense and needs no library`() throws {
        #expect(try home.run("storage", "discover", home.path + "/nowhere").code == 2)
        #expect(try home.run("storage", "discover", roots, "--depth", "-1").code == 2)
        let end = try home.run("--data", home.path + "/none", "--json", "storage", "discover", roots)
        #expect(end.code == 0, "\(end)")
        #expect(Set(try end.objects().compactMap { $0["status"].text }) == ["new", "legacy"])
        #expect(!FileManager.default.fileExists(atPath: home.path + "/none"))
    }

    @Test func `the page looks, shows what it has found and adds the selected`() throws {
        let server = try RunningServer(home)
        let browser = server.browser()
        #expect(try browser.get("/storages/discovery").text.contains("Look for storages"))
        #expect(try browser.form("/storages/discovery", [("custom", roots), ("depth", "x")]).status == 422)
        #expect(try browser.form("/storages/discovery", [("custom", "drives")]).status == 422)
        #expect(try browser.form("/storages/discovery", [("custom", roots)]).status == 303)
        let report = try wait(until: "the search has ended") {
            let report = try browser.get("/api/storages/discovery").json()
            return report["status"].text == "running" ? nil : report
        }
        #expect(report["status"].text == "complete")
        let page = try browser.get("/storages/discovery").text
        #expect(page.contains("In the library") && page.contains("Old format") && page.contains("Add selected"))
        let strange = [("path", home.path + "/elsewhere")]
        #expect(try browser.form("/storages/discovery/add", strange).status == 303)
        #expect(try browser.get("/api/storages").json()["items"].list.count == 1, "only what was found is added")
        let other = roots + "/usb/other"
        #expect(try browser.form("/storages/discovery/add", [("path", other)])["Location"] == "/storages")
        try wait(until: "it is indexed") {
            let storages = try browser.get("/api/storages").json()["items"].list
            return storages.contains { $0["path"].text == other && $0["photo_count"].int == 3 } ? () : nil
        }
        #expect(try browser.form("/storages/discovery/cancel", []).status == 303)
    }
}
