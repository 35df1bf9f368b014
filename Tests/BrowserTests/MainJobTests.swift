import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// The whole main job in headless Chromium: `Tests/Scripts/browser` acts and looks, one line for each check.
///
/// `PHOTOSTEAD_SHOTS=/tmp/shots swift test --filter BrowserTests` leaves screenshots of every page there, too.
@Suite struct MainJobTests {
    @Test(.enabled(if: BrowserTools.missing.isEmpty, "not installed: \(BrowserTools.missing.joined(separator: ", "))"))
    func `a new user brings a folder in, rates its photos and finds the stars in the files`() throws {
        let served = try ServedLibrary()
        let script = try start(served)
        var lines = Lines(of: script)
        var (checks, announced) = (0, "")
        while let line = try lines.next() {
            print(line)
            if line.hasPrefix("not ok ") { Issue.record("\(line)") }
            if line.hasPrefix("ok ") || line.hasPrefix("not ok ") { checks += 1 }
            announced = line
        }
        #expect(announced == "1..\(checks)", "the script did not come to its end")
        #expect(checks > 100)
        #expect(script.wait() == .exited(0))
        #expect(try served.stop() == .exited(0))
    }

    private func start(_ served: ServedLibrary) throws -> ChildProcess {
        let words = ["-B", Corpus.packageFolder + "/Tests/Scripts/browser/run.py", served.address, served.home.path]
        let browser = try served.home.makeFolder("browser")
        let shots = ProcessInfo.processInfo.environment["PHOTOSTEAD_SHOTS"].map { ["PHOTOSTEAD_SHOTS=\($0)"] } ?? []
        var command = Command(
            BrowserTools.python, arguments: words.map { Array($0.utf8) },
            environment: ["HOME=\(browser)", "PATH=/usr/bin:/bin", "LANG=C.UTF-8"] + shots)
        command.output = .pipe
        command.error = .descriptor(STDERR_FILENO)
        return try Launcher.start(command)
    }
}
