import Foundation
import Glibc
import Platform
import SQLite
import TestSupport
import Testing

/// Files are moved, renamed and deleted by ordinary tools, and the real program finds exactly that.
@Suite(.serialized)
struct MovedFileTests {
    /// A storage that was indexed, rated and put into an album, then reorganised by somebody else.
    private final class Scene {
        let home: Household
        let photos: String
        let uuid: String
        /// Path of every item that must be there afterwards; nil = its file was deleted.
        private(set) var expected: [String: String?] = [:]
        private let count: Int

        init(_ count: Int) throws {
            self.count = count
            home = try Household()
            photos = try home.photos(count)
            uuid = try #require(try home.add(photos)["uuid"].text)
            let connection = try Connection(path: Self.database(home), mode: .readWrite)
            try connection.execute(
                """
                UPDATE photos SET rating = 1 + photo_key % 5;
                INSERT INTO albums VALUES ('00000000-0000-0000-0000-000000000000', 'Album', '', '', 0, 0);
                INSERT INTO album_items SELECT '00000000-0000-0000-0000-000000000000', id FROM media_items;
                """)
        }

        static func database(_ home: Household) -> String { home.library + "/generations/1/library.sqlite" }

        /// A tenth is moved, a twentieth renamed, some are deleted, by mv and rm.
        func reorganise(deleting gone: Int) throws {
            let rows = try Connection(path: Self.database(home), mode: .readOnly).rows(
                "SELECT id, relative_path FROM media_items ORDER BY path"
            ) { (id: $0.text(0), path: $0.text(1)) }
            var lines = ["set -e", "cd '\(photos)'", "mkdir -p 'a new' 'z/deep/er'"]
            for (number, row) in rows.enumerated() {
                let name = (row.path as NSString).lastPathComponent
                switch number % 20 {
                case 0: expected[row.id] = "a new/\(name)"
                case 1: expected[row.id] = "z/deep/er/\(name)"
                case 2: expected[row.id] = (row.path as NSString).deletingLastPathComponent + "/renamed-\(name)"
                case 3 where number / 20 < gone: expected[row.id] = .some(nil)
                default: expected[row.id] = row.path
                }
                switch expected[row.id] {
                case .some(.some(let path)) where path != row.path: lines.append("mv '\(row.path)' '\(path)'")
                case .some(nil): lines.append("rm '\(row.path)'")
                default: break
                }
            }
            try home.folder.write("reorganise.sh", lines.joined(separator: "\n"))
            let end = try Household.end(of: .init("/bin/sh", arguments: [Array((home.path + "/reorganise.sh").utf8)]))
            try #require(end.code == 0, "\(end)")
        }

        /// What is not as it must be.
        func differences() throws -> [String] {
            let connection = try Connection(path: Self.database(home), mode: .readOnly)
            let rows = try connection.rows("SELECT id, relative_path, state FROM media_items") {
                (id: $0.text(0), path: $0.text(1), isThere: $0.int(2) == 0)
            }
            var wrong = rows.filter { row in
                guard let path = expected[row.id] else { return true }
                return path.map { $0 != row.path || !row.isThere } ?? row.isThere
            }.map { "\($0.id) \($0.path) \($0.isThere)" }
            if rows.count != count { wrong.append("\(rows.count) rows") }
            let rated = try connection.integer(
                "SELECT count(*) FROM photos p JOIN media_items USING (photo_key) WHERE rating = 1 + p.photo_key % 5")
            if rated != count { wrong.append("\(rated) ratings") }
            let collected = try connection.integer(
                "SELECT count(*) FROM album_items JOIN media_items ON id = media_id")
            if collected != count { wrong.append("\(collected) in the album") }
            return wrong
        }
    }

    @Test func `a re-index finds exactly what was moved, renamed and deleted`() throws {
        let count = LongRun.count(1_000, long: 20_000)
        let scene = try Scene(count)
        try scene.reorganise(deleting: 20)
        let before = try Originals(scene.photos)
        let end = try scene.home.run("--json", "storage", "reindex", scene.uuid)
        #expect(end.code == 0, "\(end)")
        let result = try end.object()
        #expect(result["moved"].int == count * 3 / 20)
        #expect(result["missing"].int == 20)
        #expect(result["added"].int == 0)
        #expect(result["orphans"].int == 0)
        #expect(result["duplicates"].int == 0)
        #expect(result["hashed"].int == count * 3 / 20)
        #expect(try scene.differences() == [])
        #expect(try Originals(scene.photos).differences(from: before) == [])
        let listed = try scene.home.run("--json", "storage", "conflicts", scene.uuid).objects()
        #expect(listed.count == 20)
        #expect(listed.allSatisfy { $0["type"].text == "missing_file" && $0["hothash"].text?.count == 64 })
        let again = try scene.home.run("--json", "storage", "reindex", scene.uuid, "--drop-missing").object()
        #expect(again["moved"].int == 0)
        #expect(try scene.home.run("--json", "storage", "conflicts", scene.uuid).lines == [])
        #expect(try scene.home.run("doctor").code == 0)
    }

    @Test func `a re-index that was killed among moved files ends as an undisturbed one`() throws {
        let scene = try Scene(300)
        try scene.reorganise(deleting: 5)
        let (library, aside) = (scene.home.library, scene.home.path + "/aside")
        try FileManager.default.copyItem(atPath: library, toPath: aside)
        var random = SeededRandom(seed: LongRun.seed)
        let words = ["storage", "reindex", scene.uuid]
        let calls = try Fault.calls(of: words, in: scene.home, path: library).count
        #expect(try scene.differences() == [])
        let expected = try LibraryRows(library)
        var (trial, kills) = (0, 0)
        while kills < LongRun.count(5, long: 60) {
            trial += 1
            try FileManager.default.removeItem(atPath: library)
            try FileManager.default.copyItem(atPath: aside, toPath: library)
            let number = Int.random(in: 1...calls, using: &random)
            let fault = Fault(kind: .kill, at: number, path: library)
            let end = try scene.home.run(words, environment: fault.environment())
            if end.status == .killed(signal: SIGKILL) { kills += 1 }
            let again = try scene.home.run(words)
            #expect(again.code == 0, "call \(number): \(again)")
            #expect(try scene.differences() == [], "call \(number)")
            // How often it was started is no difference.
            let rows = try LibraryRows(library).differences(from: expected).filter { !$0.contains(" x operation:") }
            #expect(rows == [], "trial \(trial), killed at call \(number)")
        }
        #expect(trial < kills * 3, "most trials must be kills")
    }
}
