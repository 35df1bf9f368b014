import Foundation
import Glibc
import Platform
import TestSupport
import Testing

extension Fault {
    /// The calls that a run of these words makes, one line each.
    static func calls(of words: [String], in home: Household, path: String) throws -> [String] {
        let log = home.path + "/calls.log"
        defer { unlink(log) }
        let end = try home.run(words, environment: Fault(path: path, log: log).environment())
        try #require(end.code == 0, "\(end)")
        return try FaultBench.lines(log)
    }
}

extension ChildProcess {
    /// Waits until the process has stopped itself; false when it ended before.
    func waitUntilStopped() throws -> Bool {
        try ProgramTests.wait(until: "it stands still") {
            if wait(seconds: 0) != nil { return false }
            let text = (try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)) ?? ""
            return text.contains(") T ") ? true : nil
        }
    }

    func goOn() { kill(signal: SIGCONT) }
}
