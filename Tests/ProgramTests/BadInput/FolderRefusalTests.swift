import Foundation
import Glibc
import TestSupport
import Testing

/// A folder that cannot become a storage is refused with one sentence, on the page and on the command line alike, and
/// everything stays as it was (issue: "Bad input").
struct FolderRefusalTests {
    enum Place: String, CaseIterable {
        case missing, file, empty, known, inside, around, library, insideLibrary, aroundLibrary, cache, unreadable
        case linkToKnown, damagedSignature, foreignSignature

        /// Words that the sentence contains.
        var words: String {
            switch self {
            case .missing: "there is no such folder"
            case .file: "it is not a folder"
            case .empty: "it is empty"
            case .known, .linkToKnown: "is the storage “photos” already"
            case .inside: "lies inside the storage “photos”"
            case .around: "lies around the storage “photos”"
            case .library, .insideLibrary, .aroundLibrary, .cache: "Photostead keeps its own data there"
            case .unreadable: "permission denied"
            case .damagedSignature: "it is not the JSON of a storage signature"
            case .foreignSignature: "its version is 9.0, this program knows 1.0"
            }
        }
    }

    /// A household with a library beside the photos, so that a folder can lie around each.
    private struct Scene {
        let home: Household
        let photos: String

        init() throws {
            home = try Household()
            photos = try home.photos(2, in: "pictures/photos")
            try home.folder.write("pictures/note.txt")
            try home.add(photos)
            try home.folder.makeFolder("pictures/photos/3/deep")
            try home.folder.makeFolder("locked")
            chmod(home.path + "/locked", 0)
            symlink(photos, home.path + "/link")
            try home.folder.write("damaged/.imalink-storage", "{ \"imalink_storage_version\":")
            try home.folder.write("foreign/.imalink-storage", "{\"imalink_storage_version\": \"9.0\"}")
        }

        func path(_ place: Place) -> String {
            switch place {
            case .missing: home.path + "/nowhere"
            case .file: home.path + "/pictures/note.txt"
            case .empty: ""
            case .known: photos
            case .inside: photos + "/3/deep"
            case .around: home.path + "/pictures"
            case .library: home.library
            case .insideLibrary: home.library + "/backups"
            case .aroundLibrary: home.path
            case .cache: home.library + "/cache"
            case .unreadable: home.path + "/locked"
            case .linkToKnown: home.path + "/link"
            case .damagedSignature: home.path + "/damaged"
            case .foreignSignature: home.path + "/foreign"
            }
        }

        /// Everything outside the library and the program's home, and the rows of the library; without what a server
        /// does by itself: checks, pictures, and our own files in the storage.
        func state() throws -> [String] {
            let files = try Originals(home.path, without: ["library", "home", "locked", "link"]).files
            let storages = try home.run("--json", "storage", "list").objects().map { "\($0["uuid"]) \($0["path"])" }
            let operations = try home.run("--json", "operation", "list").objects()
                .filter { $0["operation_type"].text == "index" }.map { "\($0["operation_id"])" }
            return files.filter { !$0.key.hasSuffix(".log") && !$0.key.hasPrefix("pictures/photos/.imalink") }
                .filter { !$0.key.hasPrefix("pictures/photos/imalink") }.map { "\($0): \($1)" }.sorted() + storages
                + operations
        }
    }

    /// Root may read everything; without these capabilities it is a user like any other.
    private static let asUser =
        getuid() == 0 ? ["/usr/bin/setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : []

    @Test func `the command line refuses each with a sentence and a hint`() throws {
        let scene = try Scene()
        defer { chmod(scene.home.path + "/locked", 0o700) }
        let before = try scene.state()
        for place in Place.allCases {
            // An empty word on the command line is the working folder of nobody.
            let end = try scene.home.run(["--json", "storage", "add", scene.path(place)], through: Self.asUser)
            #expect(end.code == 2, "\(place): \(end)")
            #expect(end.output.isEmpty, "\(place): \(end)")
            #expect(end.error.contains(place.words), "\(place): \(end)")
            expectSentence(end)
        }
        #expect(try scene.state() == before)
    }

    @Test func `the form and the API refuse each with the same sentence`() throws {
        let scene = try Scene()
        defer { chmod(scene.home.path + "/locked", 0o700) }
        let server = try RunningServer(scene.home, through: Self.asUser)
        let browser = server.browser()
        let api = try server.api()
        let before = try scene.state()
        for place in Place.allCases {
            let path = scene.path(place)
            let page = try browser.form("/storages", [("path", path), ("name", "")])
            #expect(page.status == 422, "\(place): \(page.status)")
            #expect(page.text.contains(place.words), "\(place): \(page.text)")
            let body = try JSONSerialization.data(withJSONObject: ["path": path], options: [])
            let answer = try api.post("/api/storages", String(decoding: body, as: UTF8.self))
            #expect(answer.status == 422, "\(place): \(answer)")
            let error = try answer.json()["error"]
            expectNames("code message hint", in: error)
            #expect(error["message"].text?.contains(place.words) ?? false, "\(place): \(error)")
        }
        #expect(try scene.state() == before)
        #expect(server.isAlive)
    }
}
