import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// `rate` of the real program, and what exiftool then reads from the files.
struct RateVerbTests {
    static let exifTool = "/usr/bin/exiftool"
    static let hasExifTool = access(exifTool, X_OK) == 0

    /// The value of `XMP-xmp:Rating`; nil = there is none.
    static func rating(_ path: String) throws -> String? {
        let end = try Launcher.run(
            Command(exifTool, arguments: ["-s3", "-XMP-xmp:Rating", path].map { Array($0.utf8) }),
            seconds: Household.patience)
        let text = String(decoding: end.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }

    @Test(.enabled(if: hasExifTool, "exiftool is not installed"))
    func `a rating stands in the file, and taking it away removes the tag`() throws {
        let home = try Household()
        let photos = try home.photos(3)
        try home.add(photos)
        let before = try Originals(photos)
        let photo = photos + "/0/photo-0.jpg"
        let rated = try home.run("--json", "rate", photo, "--rating", "3")
        #expect(rated.code == 0, "\(rated)")
        let result = try rated.object()
        expectNames("id rating written pending failed", in: result)
        #expect(result["rating"].int == 3)
        #expect(result["written"].int == 1)
        #expect(try Self.rating(photo) == "3")
        let id = try #require(result["id"].text)
        #expect(try home.run("rate", id, "--favorite").code == 0)
        #expect(try Self.rating(photo) == "5")
        #expect(try home.run("rate", id, "--unfavorite", "--label", "Red").code == 0)
        #expect(try Self.rating(photo) == nil)
        let changed = try Originals(photos).differences(from: before)
        #expect(changed.count == 1 && changed.first?.hasPrefix("0/photo-0.jpg: ") ?? false, "\(changed)")
        // What the library says of the file is what the file says of itself.
        let again = try home.run("--json", "storage", "list").object()
        let reindexed = try home.run("--json", "storage", "reindex", again["uuid"].text ?? "").object()
        #expect(reindexed["changed"].int == 0, "\(reindexed)")
    }

    @Test func `a photo that was never rated is not touched by taking its rating away`() throws {
        let home = try Household()
        let photos = try home.photos(2)
        try home.add(photos)
        let before = try Originals(photos)
        let end = try home.run("--json", "rate", photos + "/0/photo-0.jpg", "--rating", "0")
        #expect(end.code == 0, "\(end)")
        #expect(try end.object()["written"].int == 0)
        #expect(try home.run("rate", photos + "/1/photo-1.jpg", "--unfavorite").code == 0)
        #expect(try Originals(photos).differences(from: before) == [])
    }

    @Test func `an empty file has no picture that could be rated`() throws {
        let home = try Household()
        let photos = try home.photos(1)
        let empty = photos + "/empty.jpg"
        try Data().write(to: URL(fileURLWithPath: empty))
        #expect([0, 3].contains(try home.run("storage", "add", photos).code))
        let end = try home.run("rate", empty, "--favorite")
        #expect(end.code == 2 && end.error.contains("the file is empty"), "\(end)")
        expectSentence(end)
        #expect(try Data(contentsOf: URL(fileURLWithPath: empty)).isEmpty)
    }

    @Test func `a photo that is not known is refused before any other is changed`() throws {
        let home = try Household()
        let photos = try home.photos(2)
        try home.add(photos)
        let before = try Originals(photos)
        for unknown in ["20200101_000000_000", photos + "/nowhere.jpg", "/etc/passwd", "frob"] {
            let end = try home.run("--json", "rate", photos + "/0/photo-0.jpg", unknown, "--favorite")
            #expect(end.code == 2, "\(end)")
            expectSentence(end)
        }
        #expect(try Originals(photos).differences(from: before) == [])
    }

    @Test func `a rating waits for a storage that is away and is written when it is back`() throws {
        let home = try Household()
        let photos = try home.photos(2)
        try home.add(photos)
        let id = try #require(
            try home.run("--json", "rate", photos + "/0/photo-0.jpg", "--rating", "0").object()["id"].text)
        try FileManager.default.moveItem(atPath: photos, toPath: home.path + "/away")
        let before = try Originals(home.path + "/away")
        let end = try home.run("--json", "rate", id, "--rating", "2")
        #expect(end.code == 0, "\(end)")
        #expect(try end.object()["pending"].int == 1)
        #expect(try Originals(home.path + "/away").differences(from: before) == [])
        try FileManager.default.moveItem(atPath: home.path + "/away", toPath: photos)
        let server = try RunningServer(home)
        let browser = server.browser()
        try wait(until: "it is written") {
            try browser.get("/api/photos/\(id)").json()["write_state"].text == "clean" ? () : nil
        }
        let changed = try Originals(photos).differences(from: before)
        #expect(changed.count == 1, "\(changed)")
    }

    @Test(.enabled(if: getuid() == 0, "only root can make a file that is its owner's alone"))
    func `a write-protected photo gets a sidecar and stays as it is`() throws {
        let home = try Household()
        let photos = try home.photos(1)
        let photo = photos + "/0/photo-0.jpg"
        chmod(photo, 0o444)
        try home.add(photos)
        let before = try Originals(photos)
        let end = try home.run("--json", "rate", photo, "--rating", "4")
        #expect(end.code == 0, "\(end)")
        let changed = try Originals(photos).differences(from: before)
        #expect(
            changed.count == 1 && changed.first?.hasPrefix("0/photo-0.jpg.xmp: was not there") ?? false, "\(changed)")
    }

    @Test func `several names of one file are not separated`() throws {
        let home = try Household()
        let photos = try home.photos(1)
        let photo = photos + "/0/photo-0.jpg"
        try #require(link(photo, home.path + "/other name.jpg") == 0)
        try home.add(photos)
        let before = try Originals(photos)
        let end = try home.run("--json", "rate", photo, "--rating", "4")
        #expect(end.code == 3, "\(end)")
        #expect(end.error.contains("2 names (hard links)"), "\(end)")
        #expect(try Originals(photos).differences(from: before) == [])
    }
}
