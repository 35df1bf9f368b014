import Composition
import Engine
import Foundation
import HTTP
import Imports
import Model
import SQLite
import TestLibrary
import TestSupport
import Testing

@testable import Store
@testable import Web

/// Imports by their pages: previewed, started, looked through, made again.
struct ImportPageTests {
    private let fixture: SiteFixture
    private let browser: (headers: Headers, token: String)

    init() throws {
        fixture = try SiteFixture()
        browser = try fixture.browser()
        for number in 1...3 { try fixture.folder.write("card/DCIM/\(number).jpg", "photo \(number)") }
        try fixture.folder.write("card/DCIM/1.xmp", "sidecar 3")
        try fixture.folder.write("card/DCIM/notes.txt", "text")
    }

    private var card: String { fixture.folder.path + "/card" }

    private func post(_ target: String, _ fields: [(String, String)] = []) -> Answer {
        fixture.server.post(target, form: fields + [("csrf_token", browser.token)], browser.headers)
    }

    private func form(_ changes: [String: String] = [:]) -> [(String, String)] {
        let usual = ["source": card, "storage": fixture.storage, "organise": "keep", "duplicates": "skip"]
        return usual.merging(changes) { $1 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func body(_ answer: Answer) throws -> String { String(decoding: try answer.bytes(), as: UTF8.self) }

    private func location(_ answer: Answer) throws -> String { try #require(answer.headers["Location"]) }

    /// The id in the address of a preview, after its end.
    private func finished(_ location: String) throws -> String {
        let id = String(try #require(location.firstMatch(of: /preview=([0-9a-f-]+)/)).1)
        _ = fixture.site.resources.previews.find(id, waiting: 60)
        return id
    }

    /// Imports to the end; answers the path of its page.
    private func run(_ changes: [String: String] = [:]) throws -> String {
        let answer = post("/imports", form(changes))
        #expect(answer.status == .seeOther)
        let path = try location(answer)
        let id = String(path.dropFirst("/imports/".count))
        _ = try fixture.board.waitForEnd(
            of: try #require(try fixture.scratch.library.imports.sessions.find(id).operationID))
        return path
    }

    private func sessions() throws -> Int {
        try fixture.store.read { try $0.integer("SELECT count(*) FROM import_sessions") }
    }

    @Test func `a preview counts, writes nothing, and its button imports`() throws {
        let answer = post("/imports/preview", form())
        #expect(answer.status == .seeOther)
        let preview = try finished(location(answer))
        let page = try fixture.page("/imports/new?preview=\(preview)").body
        #expect(page.contains("Import 3 photos") && page.contains("photos/DCIM/1.jpg"))
        #expect(try sessions() == 0)
        let started = post("/imports", form() + [("preview", preview)])
        let session = try location(started)
        #expect(session.hasPrefix("/imports/1"))
        let operation = try #require(try fixture.scratch.library.imports.sessions.find("1").operationID)
        _ = try fixture.board.waitForEnd(of: operation)
        let shown = try fixture.page(session).body
        #expect(shown.contains("4 of 5 files imported"))
        #expect(shown.contains("5 found = 4 imported + 1 ignored"))
        #expect(try fixture.page("/imports/\(operation)").body.contains("5 found = 4 imported"))
        #expect(try fixture.page("/photos?import=1").body.contains("3 photos"))
        #expect(try fixture.page("/photos?import=2").body.contains("No photo matches"))
    }

    @Test func `what was previewed with other settings is previewed again instead of imported`() throws {
        let preview = try finished(location(post("/imports/preview", form())))
        let answer = post("/imports", form(["organise": "flat"]) + [("preview", preview)])
        #expect(try sessions() == 0)
        let renewed = try finished(location(answer))
        let page = try fixture.page("/imports/new?preview=\(renewed)&renewed=1").body
        #expect(page.contains("The settings have changed") && page.contains("photos/1.jpg"))
        #expect(post("/imports", form(["organise": "flat"]) + [("preview", renewed)]).status == .seeOther)
        #expect(try sessions() == 1)
    }

    @Test(arguments: ["/imports", "/imports/preview"])
    func `a form that cannot be carried out is shown again with the reason at its field`(target: String) throws {
        let wrong = [
            (["source": "card"], "source-problem"), (["source": ""], "source-problem"),
            (["source": card + "/none"], "source-problem"), (["source": fixture.photos], "source-problem"),
            (["storage": ""], "storage-problem"), (["storage": "none"], "storage-problem"),
            (["organise": "template", "template": "{yeer}"], "template-problem"),
            (["organise": "{yeer}"], "template-problem"),
        ]
        for (changes, problem) in wrong {
            let answer = post(target, form(changes))
            #expect(answer.status == .unprocessable, "\(changes)")
            #expect(try body(answer).contains("id=\"\(problem)\""), "\(changes)")
        }
        #expect(post(target, form(["duplicates": "perhaps"])).status == .badRequest)
        #expect(try sessions() == 0)
    }

    @Test func `the files are filtered by fate and shown page by page`() throws {
        for number in 4...210 { try fixture.folder.write("card/DCIM/\(1000 + number).jpg", "photo \(number)") }
        let path = try run()
        let first = try fixture.page(path).body
        let link = try #require(first.firstMatch(of: /after=[^"&#]+/)).0
        let second = try fixture.page("\(path)?\(link)").body
        #expect(first.contains(">1004.jpg<") && !first.contains(">notes.txt<"))
        #expect(second.contains(">notes.txt<") && !second.contains(">1004.jpg<") && !second.contains("after="))
        let ignored = try fixture.page("\(path)?show=ignored").body
        #expect(ignored.contains(">notes.txt<") && !ignored.contains(">1004.jpg<"))
        #expect(try fixture.page("\(path)?show=waiting").body.contains("No file waits."))
        #expect(
            try fixture.page("\(path)?show=questions&after=nonsense").body.contains("Nothing waits for a decision."))
    }

    @Test func `a duplicate to be asked about is a question with both places`() throws {
        _ = try run()
        let path = try run(["duplicates": "ask", "title": "Again"])
        let page = try fixture.page(path).body
        #expect(page.contains("3 files are in the library already"))
        let questions = try fixture.page("\(path)?show=questions").body
        #expect(questions.contains("In the library") && questions.contains("Holidays/photos/DCIM/"))
        #expect(questions.contains("For all 3 files"))
    }

    @Test func `the settings of an import fill the form for the next one`() throws {
        _ = try run(["organise": "{year}/{original}", "title": "Lofoten", "move": "1", "duplicates": "ask"])
        let page = try fixture.page("/imports/new?again=1").body
        #expect(page.contains("value=\"{year}/{original}\"") && page.contains("value=\"Lofoten\""))
        #expect(page.contains("value=\"\(card)\""))
        #expect(page.contains("name=\"move\" value=\"1\" checked") && page.contains("value=\"ask\" checked"))
        #expect(try fixture.page("/imports/new?again=99").status == 404)
    }

    @Test func `folders are browsed without losing what was chosen`() throws {
        let page = try fixture.page("/imports/new?root=home&path=card&organise=flat").body
        #expect(page.contains("value=\"\(card)\"") && page.contains("value=\"flat\" checked"))
        let folders = page.matches(of: /class="picker-row" href="([^"]+)"/).map { String($0.1) }
        let kept = "storage=\(fixture.storage)&amp;organise=flat"
        #expect(folders == ["/imports/new?\(kept)&amp;root=home&amp;path=card%2FDCIM#folders"])
    }

    @Test func `the list goes on behind its fiftieth and is filtered`() throws {
        _ = try run()
        let storage = try #require(try fixture.store.read { try StorageRecord.all($0) }.first).id
        try fixture.store.write { connection in
            for number in 2...53 {
                _ = try ImportSessionRecord(
                    storage: storage, title: "Old \(number).", source: "/media", parameters: "{}",
                    createdAt: "2024-05-12T12:00:00Z"
                ).insert(connection)
            }
        }
        let first = try fixture.page("/imports").body
        #expect(first.contains("Old 53.") && first.contains("Old 4.") && !first.contains("Old 3."))
        let link = try #require(first.firstMatch(of: /after=[^"&]+/)).0
        let second = try fixture.page("/imports?\(link)").body
        #expect(second.contains("Old 3.") && !second.contains("Old 4.") && second.contains("Newest imports"))
        let complete = try fixture.page("/imports?state=complete").body
        #expect(complete.contains("/imports/1\"") && !complete.contains("Old 53."))
        #expect(try fixture.page("/imports?state=failed").body.contains("No import matches"))
        #expect(try fixture.page("/imports?storage=\(fixture.storage)").body.contains("Old 53."))
        #expect(try fixture.page("/imports?storage=none").body.contains("No import matches"))
    }

    @Test func `an interrupted import stands first on the dashboard`() throws {
        _ = try run()
        try fixture.store.write { connection in
            var record = OperationRecord(
                id: "9", kind: .import, title: "Import", storage: nil, parameters: "{}",
                startedAt: "2024-05-12T12:00:00Z")
            record.status = .paused
            var progress = OperationProgress()
            (progress.processed, progress.total) = (43_072, 206_778)
            record.checkpoint = OperationJSON.encode(progress)
            try record.insert(connection)
            try record.update(connection)
        }
        let page = try fixture.page("/").body
        #expect(page.contains("Latest imports") && page.contains("/imports/9\""))
        #expect(page.contains("Resume at 43,072 of 206,778"))
    }

    @Test func `a preview can be stopped and one that is not there is none`() throws {
        let preview = try finished(location(post("/imports/preview", form())))
        #expect(post("/imports/preview/cancel", [("preview", preview)]).status == .seeOther)
        #expect(post("/imports/preview/cancel", [("preview", "none")]).status == .seeOther)
        #expect(try fixture.page("/imports/new?preview=none").status == 200)
    }

    @Test func `the API lists the files with their fates`() throws {
        let path = try run()
        let answer = fixture.server.get("/api\(path)/files?fate=imported&limit=2")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(try answer.bytes())) as? [String: Any])
        let items = try #require(object["items"] as? [[String: Any]])
        #expect(items.map { $0["path"] as? String } == ["DCIM/1.jpg", "DCIM/1.xmp"])
        #expect(items[0]["target"] as? String == "photos/DCIM/1.jpg" && items[0]["fate"] as? String == "imported")
        let next = try #require(object["next"] as? String)
        let rest = fixture.server.get("/api\(path)/files?fate=imported&after=\(next)")
        #expect(try body(rest).contains("DCIM/2.jpg") && !(try body(rest)).contains("DCIM/1.jpg"))
        #expect(fixture.server.get("/api\(path)/files?fate=lost").status == .badRequest)
        #expect(fixture.server.get("/api\(path)/files?state=lost").status == .badRequest)
        #expect(fixture.server.get("/api/imports/99/files").status == .notFound)
    }
}

/// What can be asked of an import that has ended.
extension ImportPageTests {
    private func waitForAll() throws {
        for operation in try fixture.board.unfinished() { _ = try fixture.board.waitForEnd(of: operation.operationID) }
    }

    @Test func `an import is rolled back after a look at what that does, and restored`() throws {
        let path = try run()
        #expect(try fixture.page(path).body.contains("\(path)?confirm=rollback"))
        let question = try fixture.page("\(path)?confirm=rollback").body
        #expect(question.contains("Move 4 files to the trash"))
        #expect(post("\(path)/rollback").headers["Location"] == path)
        try waitForAll()
        let after = try fixture.page(path).body
        #expect(after.contains("Rolled back") && after.contains("Restore from trash") && !after.contains("confirm="))
        #expect(try fixture.page("/photos?import=1").body.contains("No photo matches") || fixture.ids().isEmpty)
        #expect(try fixture.page("/imports?state=rolled_back").body.contains("\(path)\""))
        #expect(post("\(path)/rollback").status == .unprocessable)
        #expect(post("\(path)/restore").status == .seeOther)
        try waitForAll()
        #expect(try fixture.page("/photos?import=1").body.contains("3 photos"))
        #expect(post("\(path)/restore").status == .unprocessable)
    }

    @Test func `questions are answered one by one and all at once`() throws {
        _ = try run()
        let path = try run(["duplicates": "ask", "title": "Again"])
        let first = try #require(try fixture.page("\(path)?show=questions").body.firstMatch(of: /value="(skip\.\d+)"/))
            .1
        let one = post("\(path)/answers", [("answer", String(first))])
        #expect(one.status == .seeOther && one.headers["Location"] == "\(path)?show=questions#files")
        #expect(try fixture.scratch.library.imports.sessions.find("2").questions == 2)
        #expect(post("\(path)/answers", [("answer", "keep.all")]).headers["Location"] == path)
        try waitForAll()
        let session = try fixture.scratch.library.imports.sessions.find("2")
        #expect(session.questions == 0 && session.imported == 2 && session.duplicate == 2)
        #expect(post("\(path)/answers", [("answer", "keep.all")]).status == .unprocessable)
        #expect(post("\(path)/answers", [("answer", "perhaps.all")]).status == .badRequest)
        #expect(post("\(path)/answers", [("answer", "keep")]).status == .badRequest)
    }

    @Test func `files that failed are looked at again`() throws {
        let file = try fixture.folder.write("card/DCIM/4.jpg", "unreadable")
        let path = try run()
        #expect(try fixture.page(path).body.contains("Retry 1 failed file"))
        try Data("photo 4".utf8).write(to: URL(filePath: file))
        #expect(post("\(path)/retry").status == .seeOther)
        try waitForAll()
        let page = try fixture.page(path).body
        #expect(page.contains("6 found = 5 imported + 1 ignored") && !page.contains("Retry"))
        #expect(post("\(path)/retry").status == .unprocessable)
    }

    @Test func `an import whose card is gone says so on its page`() throws {
        let path = try run()
        let id = try #require(try fixture.scratch.library.imports.sessions.find("1").operationID)
        try fixture.store.write { connection in
            var record = try #require(try OperationRecord.find(id, connection))
            record.status = .paused
            try record.update(connection)
        }
        try FileManager.default.removeItem(atPath: card)
        let answer = post("/operations/\(id)/resume")
        #expect(answer.status == .unprocessable)
        let page = try body(answer)
        #expect(page.contains("the source cannot be reached") && page.contains("Put the card or drive back in"))
        #expect(page.contains("action=\"/operations/\(id)/resume\"") && path == "/imports/1")
    }

    @Test(arguments: ["retry", "rollback", "restore"])
    func `what is asked of an import that is not there is not found`(change: String) {
        #expect(post("/imports/99/\(change)").status == .notFound)
    }
}
