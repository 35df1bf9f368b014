import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// The real `rate`, killed at its calls that change files, and repeated (SAFETY.md section 6).
@Suite(.serialized, .enabled(if: access("/usr/bin/exiftool", X_OK) == 0, "exiftool is not installed"))
struct RatingKillTests {
    /// A library with three photos, one of them in two copies, kept aside to begin each trial with.
    private final class Scene {
        let home: Household
        let photos: String
        let originals: Originals
        let words: [String]
        /// What an undisturbed run leaves.
        let written: Originals
        let rows: LibraryRows
        let calls: Int

        init() throws {
            home = try Household()
            photos = try home.photos(3)
            let source = photos + "/0/photo-0.jpg"
            try FileManager.default.copyItem(atPath: source, toPath: photos + "/1/copy of 0.jpg")
            chmod(source, 0o640)
            if getuid() == 0 { chown(source, 65534, 65534) }
            // Without the tool the oracle looks at one thing less.
            _ = try? Launcher.run(
                Command(
                    "/usr/bin/setfattr", arguments: ["-n", "user.note", "-v", "kept", source].map { Array($0.utf8) }),
                seconds: Household.patience)
            try home.add(photos)
            // Other files of the library must not be counted as originals.
            words = ["rate"] + (0..<3).map { [photos] in "\(photos)/\($0)/photo-\($0).jpg" } + ["--rating", "4"]
            originals = try Originals(photos)
            try Self.copy(home.library, to: home.path + "/aside-library")
            try Self.copy(photos, to: home.path + "/aside-photos")
            calls = try Fault.calls(of: words, in: home, path: home.path + "/").count
            written = try Originals(photos)
            rows = try LibraryRows(home.library)
        }

        func reset() throws {
            for name in ["library", "photos"] {
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

        /// Each photo is the old one or the new one, whole.
        func torn() throws -> [String] {
            let now = try Originals(photos).files
            let known = originals.files
            return Set(now.keys).union(known.keys).sorted().filter {
                now[$0] != originals.files[$0] && now[$0] != written.files[$0]
            }.map { "\($0): \(now[$0] ?? "is gone")" }
        }
    }

    @Test func `a rating that was killed at any call is whole afterwards and complete after the next start`() throws {
        let scene = try Scene()
        #expect(scene.calls > 60)
        #expect(scene.written.differences(from: scene.originals).count == 4)
        var kills = 0
        for number in Self.numbers(scene.calls) {
            try scene.reset()
            let fault = Fault(kind: .kill, at: number, path: scene.home.path + "/")
            let killed = try scene.home.run(scene.words, environment: fault.environment())
            // How the commits of two databases fall together decides how many calls there are.
            #expect(killed.status == .killed(signal: SIGKILL) || killed.code == 0, "call \(number): \(killed)")
            if killed.code == nil { kills += 1 }
            #expect(try scene.torn() == [], "killed at call \(number)")
            let again = try scene.home.run(scene.words)
            #expect(again.code == 0, "repeated after call \(number): \(again)")
            #expect(try Originals(scene.photos).differences(from: scene.written) == [], "repeated after call \(number)")
            let rows = try LibraryRows(scene.home.library)
            #expect(rows.differences(from: scene.rows) == [], "repeated after call \(number)")
        }
        print("rating: \(kills) kills, \(scene.calls) calls")
    }

    /// Each call in the long run, every ninth or so in the daily one.
    private static func numbers(_ calls: Int) -> [Int] {
        guard !LongRun.isOn else { return Array(1...calls) }
        var random = SeededRandom(seed: LongRun.seed)
        return (0..<6).map { _ in Int.random(in: 1...calls, using: &random) }
    }

    @Test func `a server writes what a killed one had promised`() throws {
        let scene = try Scene()
        var random = SeededRandom(seed: LongRun.seed &+ 1)
        for _ in 0..<LongRun.count(1, long: 40) {
            let number = Int.random(in: 1...scene.calls, using: &random)
            try scene.reset()
            let fault = Fault(kind: .kill, at: number, path: scene.home.path + "/")
            _ = try scene.home.run(scene.words, environment: fault.environment())
            let server = try RunningServer(scene.home)
            let browser = server.browser()
            try wait(until: "nothing waits") {
                let photos = try browser.get("/api/photos").json()["items"].list
                return photos.allSatisfy { $0["write_state"].text == "clean" } ? () : nil
            }
            let photos = try browser.get("/api/photos").json()["items"].list
            server.process.kill()
            server.process.wait()
            // What the library says of a file is what the file says of itself.
            let files = try Originals(scene.photos).files
            #expect(try scene.torn() == [], "call \(number)")
            for item in photos.flatMap({ $0["items"].list }) {
                let path = try #require(item["relative_path"].text)
                #expect(files[path]?.contains(item["sha256"].text ?? "none") ?? false, "call \(number): \(path)")
            }
            for photo in photos {
                let paths = photo["items"].list.compactMap { $0["relative_path"].text }
                let isRated = photo["rating"].int == 4
                for path in paths { #expect((files[path] == scene.written.files[path]) == isRated, "call \(number)") }
            }
        }
    }
}
