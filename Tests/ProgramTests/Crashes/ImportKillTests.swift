import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// The real `import`, killed at its calls that change files, and asked for again (SAFETY.md section 6).
@Suite(.serialized)
struct ImportKillTests {
    /// A library with a storage and a card whose six files take every way: a new photo with its sidecar, one that
    /// replaces a copy, one that the card holds twice, an empty one, a name that is taken.
    private final class Scene {
        let home: Household
        let words: [String]
        let card: Originals
        let storage: Originals
        /// What an undisturbed run leaves.
        let written: Originals
        let cardAfter: Originals
        let rows: LibraryRows
        let calls: Int
        var target: String { home.path + "/storage" }
        var source: String { home.path + "/card" }

        init(isMove: Bool) throws {
            home = try Household()
            let known = TinyPhoto.jpeg(number: 1)
            try home.folder.write("storage/old/known.jpg", known)
            let uuid = try #require(try home.add(home.path + "/storage")["uuid"].text)
            try home.folder.write("card/DCIM/1/new.jpg", TinyPhoto.jpeg(number: 2))
            try home.folder.write("card/DCIM/1/new.jpg.xmp", Self.sidecar)
            try home.folder.write("card/DCIM/1/copy.jpg", known)
            try home.folder.write("card/DCIM/2/new.jpg", TinyPhoto.jpeg(number: 3))
            try home.folder.write("card/DCIM/2/twin.jpg", TinyPhoto.jpeg(number: 2))
            try home.folder.write("card/DCIM/2/empty.jpg", [])
            for (number, path) in try FileManager.default.subpathsOfDirectory(atPath: home.path + "/card").enumerated()
            {
                var times = [timespec](
                    repeating: timespec(tv_sec: 1_000_000_000 + number, tv_nsec: 987_654_321), count: 2)
                utimensat(AT_FDCWD, home.path + "/card/" + path, &times, 0)
            }
            words =
                ["import", home.path + "/card", "--into", uuid, "--organise", "flat", "--duplicates", "replace"]
                + (isMove ? ["--move"] : [])
            card = try Originals(home.path + "/card")
            storage = try Originals(home.path + "/storage")
            for name in ["library", "storage", "card"] {
                try Self.copy("\(home.path)/\(name)", to: "\(home.path)/aside-\(name)")
            }
            calls = try Fault.calls(of: words, in: home, path: home.path + "/").count
            written = try Originals(home.path + "/storage", without: Self.others)
            cardAfter = try Originals(home.path + "/card")
            rows = try LibraryRows(home.library)
        }

        /// Our own files besides the trash, whose folder has a name of its own each time.
        static let others: Set<String> = [
            ".imalink-storage", ".imalink-storage.lock", ".photostead", "imalink-master.json",
            "imalink-master.json.previous", "imalink-sessions",
        ]

        func reset() throws {
            for name in ["library", "storage", "card"] {
                try FileManager.default.removeItem(atPath: home.path + "/" + name)
                try Self.copy("\(home.path)/aside-\(name)", to: "\(home.path)/\(name)")
            }
        }

        private static func copy(_ folder: String, to target: String) throws {
            let end = try Launcher.run(
                Command("/bin/cp", arguments: ["-a", folder, target].map { Array($0.utf8) }),
                seconds: Household.patience)
            try #require(end.status.isSuccess)
        }

        /// Contents of the card that lie complete neither there nor in the storage, its trash included.
        func lost() throws -> [String] {
            let places = [try Originals(source), try Originals(target, without: [])]
            let present = Set(places.flatMap { $0.files.values }.map(Self.content))
            return card.files.values.map(Self.content).filter { !present.contains($0) }
        }

        /// `sha256 X size N` of a line of the oracle.
        private static func content(_ line: String) -> String {
            line.split(separator: " ").prefix(4).joined(separator: " ")
        }

        private static let sidecar = Array(
            """
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>
            """.utf8)
    }

    @Test(arguments: [false, true])
    func `an import that was killed at any call ends as an undisturbed one and loses nothing`(isMove: Bool) throws {
        let scene = try Scene(isMove: isMove)
        #expect(scene.calls > 60)
        #expect(scene.cardAfter.differences(from: scene.card).isEmpty != isMove)
        var kills = 0
        for number in Self.numbers(scene.calls) {
            try scene.reset()
            let fault = Fault(kind: .kill, at: number, path: scene.home.path + "/")
            let killed = try scene.home.run(scene.words, environment: fault.environment())
            // How the commits of two databases fall together decides how many calls there are.
            #expect(killed.status == .killed(signal: SIGKILL) || killed.code == 0, "call \(number): \(killed)")
            if killed.code == nil { kills += 1 }
            #expect(try scene.lost() == [], "killed at call \(number)")
            if !isMove { #expect(try Originals(scene.source).differences(from: scene.card) == []) }
            guard killed.code == nil else { continue }
            try goOn(scene, number)
            let files = try Originals(scene.target, without: Scene.others)
            #expect(files.differences(from: scene.written) == [], "repeated after call \(number)")
            #expect(try Originals(scene.source).differences(from: scene.cardAfter) == [], "after call \(number)")
            let rows = try LibraryRows(scene.home.library)
            #expect(rows.differences(from: scene.rows) == [], "repeated after call \(number)")
            #expect(try scene.lost() == [], "repeated after call \(number)")
        }
        print("import: \(kills) kills, \(scene.calls) calls")
    }

    /// The same command, unless the killed run had come to its end.
    private func goOn(_ scene: Scene, _ number: Int) throws {
        let sessions = try scene.home.run("--json", "import", "list").objects()
        if sessions.first?["status"].text == "complete" { return }
        let again = try scene.home.run(scene.words)
        #expect(again.code == 0, "repeated after call \(number): \(again)")
    }

    /// Each call in the long run, some in the daily one.
    private static func numbers(_ calls: Int) -> [Int] {
        guard !LongRun.isOn else { return Array(1...calls) }
        var random = SeededRandom(seed: LongRun.seed)
        return (0..<8).map { _ in Int.random(in: 1...calls, using: &random) }
    }
}
