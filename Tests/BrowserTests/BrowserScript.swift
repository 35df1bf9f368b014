import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// A script of `Tests/Scripts/browser`, which acts and looks, one line for each check.
enum BrowserScript {
    /// Runs it to its end; every check that does not hold is an issue.
    ///
    /// - Parameter home: where the browser may leave what it likes.
    /// - Returns: how many checks it made.
    static func run(_ name: String, _ words: [String], home: TemporaryFolder) throws -> Int {
        let script = try start(name, words, home)
        var lines = Lines(of: script)
        var (checks, announced) = (0, "")
        while let line = try lines.next() {
            print(line)
            if line.hasPrefix("not ok ") { Issue.record("\(line)") }
            if line.hasPrefix("ok ") || line.hasPrefix("not ok ") { checks += 1 }
            announced = line
        }
        #expect(announced == "1..\(checks)", "the script did not come to its end")
        #expect(script.wait() == .exited(0))
        return checks
    }

    private static func start(_ name: String, _ words: [String], _ home: TemporaryFolder) throws -> ChildProcess {
        let words = ["-B", Corpus.packageFolder + "/Tests/Scripts/browser/" + name] + words
        let browser = try home.makeFolder("browser")
        let shots = ProcessInfo.processInfo.environment["PHOTOSTEAD_SHOTS"].map { ["PHOTOSTEAD_SHOTS=\($0)"] } ?? []
        var command = Command(
            BrowserTools.python, arguments: words.map { Array($0.utf8) },
            environment: ["HOME=\(browser)", "PATH=/usr/bin:/bin", "LANG=C.UTF-8"] + shots)
        command.output = .pipe
        command.error = .descriptor(STDERR_FILENO)
        return try Launcher.start(command)
    }
}
