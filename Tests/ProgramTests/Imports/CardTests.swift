import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// A whole card, imported from the page: 10,000 files in the long run.
struct CardTests {
    private static let generator = Corpus.packageFolder + "/../shared/tools/make_load.py"
    private static let canMake =
        Corpus.isPresent && FileManager.default.fileExists(atPath: generator)

    /// Photos and films with sidecars and live videos, then names that differ by little or break other programs.
    private func fill(_ card: String) throws {
        let count = LongRun.count(300, long: 10_000)
        let words = [Self.generator, "\(count)", card, "--mode", "dcim", "--companions"]
        let made = try Launcher.run(
            Command("/usr/bin/python3", arguments: words.map { Array($0.utf8) }), seconds: Household.patience)
        try #require(made.status.isSuccess, "\(String(decoding: made.error, as: UTF8.self))")
        try HostileNames.fill(card + "/DCIM/names")
        for (number, name) in ["CASE.jpg", "case.JPG", "Case.jpg", "e\u{301}te\u{301}.jpg", "\u{E9}t\u{E9}.jpg"]
            .enumerated()
        {
            let folder = card + "/DCIM/\(number % 2 == 0 ? "alike" : "ALIKE")"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(TinyPhoto.jpeg(number: 9000 + number)).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
        try Data().write(to: URL(fileURLWithPath: card + "/DCIM/alike/empty.jpg"))
        try Data("text".utf8).write(to: URL(fileURLWithPath: card + "/DCIM/alike/notes.txt"))
        chmod(card + "/DCIM/alike/CASE.jpg", 0o640)
    }

    /// `sha256`, size, time and mode of files, without their names.
    private func contents(_ files: Originals) -> [String: Int] {
        Dictionary(files.files.values.map { ($0, 1) }, uniquingKeysWith: +)
    }

    @Test(.enabled(if: canMake, "the load generator is not beside this package"), arguments: ["date", "flat"])
    func `a whole card is imported from the page, as it is, and once`(organisation: String) throws {
        let home = try Household()
        let card = home.path + "/card"
        try fill(card)
        let before = try Originals(card)
        let target = try home.folder.makeFolder("storage")
        let uuid = try #require(try home.add(target)["uuid"].text)
        let server = try RunningServer(home)
        let browser = server.browser()
        let first = try run(browser, card, uuid, organisation)
        #expect(try Originals(card).differences(from: before) == [])
        let stored = try Originals(target)
        let (wanted, given) = (contents(before), contents(stored))
        #expect(stored.files.count == first["imported"].int)
        #expect(given.allSatisfy { wanted[$0.key] != nil }, "bytes, time and mode are those of the card")
        // What is not there is empty, no picture, or there already.
        let missing = wanted.filter { given[$0.key] == nil }.values.reduce(0, +)
        let left = ["duplicate", "rejected", "failed", "ignored"].reduce(0) { $0 + (first[$1].int ?? 0) }
        #expect(missing <= left && first["failed"].int == 0 && (first["rejected"].int ?? 0) > 0, "\(first)")
        let again = try run(browser, card, uuid, organisation)
        #expect(again["imported"].int == 0 && again["replaced"].int == 0 && again["failed"].int == 0, "\(again)")
        #expect(try Originals(target).differences(from: stored) == [])
        print("card: \(first["found"].int ?? 0) files, \(first["imported"].int ?? 0) imported, \(left) left")
    }

    /// Sends the form and waits for the end; the sums add up.
    private func run(_ browser: WebClient, _ card: String, _ uuid: String, _ organisation: String) throws -> JSON {
        let answer = try browser.form(
            "/imports", [("source", card), ("storage", uuid), ("organise", organisation), ("duplicates", "skip")])
        let place = try #require(answer["Location"], "\(answer)")
        let id = try #require(place.split(separator: "/").last)
        let session = try wait(until: "the card is imported") {
            let session = try browser.get("/api/imports/\(id)").json()
            return ["complete", "failed", "paused"].contains(session["status"].text) ? session : nil
        }
        #expect(session["status"].text == "complete", "\(session)")
        let fates = ["imported", "duplicate", "replaced", "rejected", "failed", "ignored"].map { session[$0].int ?? -1 }
        #expect(session["found"].int == fates.reduce(0, +) && session["pending"].int == 0, "\(session)")
        #expect(try browser.get(String(place)).text.contains("found ="))
        return session
    }
}
