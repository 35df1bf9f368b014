import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// The signature and the master index while they are written, killed at every call that changes something in the
/// storage: always the old complete file or the new one.
@Suite(.serialized)
struct FormatsKillTests {
    private struct Scene {
        let home: Household
        let photos: String
        let words: [String]

        init() throws {
            home = try Household()
            photos = try home.photos(3)
            let uuid = try #require(try home.add(photos)["uuid"].text)
            // So that there is one before, too.
            try home.folder.write("photos/second.jpg", TinyPhoto.jpeg(number: 51))
            #expect(try home.run("storage", "reindex", uuid).code == 0)
            try home.folder.write("photos/third.jpg", TinyPhoto.jpeg(number: 52))
            words = ["storage", "reindex", uuid]
            for name in ["library", "photos"] { try copy(home.path + "/" + name, to: home.path + "/aside-" + name) }
        }

        func reset() throws {
            for name in ["library", "photos"] {
                try FileManager.default.removeItem(atPath: home.path + "/" + name)
                try copy(home.path + "/aside-" + name, to: home.path + "/" + name)
            }
        }

        func copy(_ folder: String, to target: String) throws {
            let end = try Household.end(of: .init("/bin/cp", arguments: ["-a", folder, target].map { Array($0.utf8) }))
            try #require(end.code == 0)
        }

        func content(_ name: String) throws -> JSON {
            try JSON(String(contentsOfFile: photos + "/" + name, encoding: .utf8))
        }
    }

    @Test func `every file is the old one or the new one, and the next run makes it the new one`() throws {
        let scene = try Scene()
        let calls = try Fault.calls(of: scene.words, in: scene.home, path: scene.photos + "/").count
        #expect(calls > 8)
        for number in 1...calls {
            try scene.reset()
            let fault = Fault(kind: .kill, at: number, path: scene.photos + "/")
            let end = try scene.home.run(scene.words, environment: fault.environment())
            #expect(end.status == .killed(signal: SIGKILL), "call \(number): \(end)")
            let total = try scene.content("imalink-master.json")["total_files"].int
            #expect(total == 4 || total == 5, "call \(number)")
            let previous = try scene.content("imalink-master.json.previous")["total_files"].int
            #expect(previous == 3 || previous == 4, "call \(number)")
            #expect(previous ?? 9 < total ?? 0 || previous == total, "call \(number)")
            let signed = try scene.content(".imalink-storage")["photo_count"].int
            #expect(signed == 4 || signed == 5, "call \(number)")

            #expect(try scene.home.run(scene.words).code == 0, "after call \(number)")
            #expect(try scene.content("imalink-master.json")["total_files"].int == 5, "after call \(number)")
            #expect(try scene.content(".imalink-storage")["photo_count"].int == 5, "after call \(number)")
            let names = try FileManager.default.contentsOfDirectory(atPath: scene.photos)
            #expect(!names.contains { $0.hasPrefix(".photostead-new-index") }, "after call \(number): \(names)")
        }
        print("index files: \(calls) kills")
    }
}
