import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// A server after a `rate` that was killed at one of its calls that change files (docs/safety.md section 6).
@Suite(.serialized, .enabled(if: access("/usr/bin/exiftool", X_OK) == 0, "exiftool is not installed"))
struct RatingKillTests {
    @Test func `a server writes what a killed one had promised`() throws {
        let scene = try RatingScene()
        let calls = try FaultBench(scene).calls.count
        var random = SeededRandom(seed: LongRun.seed &+ 1)
        for _ in 0..<LongRun.count(1, long: 40) {
            let number = Int.random(in: 1...calls, using: &random)
            try scene.reset()
            let fault = Fault(kind: .kill, at: number, path: scene.home.path + "/")
            _ = try scene.run(fault.environment())
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
            #expect(try scene.harm() == [], "call \(number)")
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
