import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// The program with the preload library: stopped, killed or failed at its n-th call that changes a file, so that a test
/// is in the middle of something without waiting for a moment.
struct Fault {
    enum Kind: String {
        /// Before the call.
        case kill
        /// SIGSTOP before the call; SIGCONT lets it go on.
        case stop
        case enospc
        /// This call and every later one that needs space.
        case full
        case eio
        /// Half of what is written.
        case short
    }

    var kind = Kind.kill
    /// 0 = none.
    var at = 0
    /// Only calls on paths that contain this text count.
    let path: String
    /// A file that gets a line for each counted call.
    var log: String?

    func environment() throws -> [String] {
        [
            "LD_PRELOAD=\(try FaultLibrary.path())", "PHOTOSTEAD_FAULT_AT=\(at)", "PHOTOSTEAD_FAULT_PATH=\(path)",
            "PHOTOSTEAD_FAULT_KIND=\(kind.rawValue)",
        ] + (log.map { ["PHOTOSTEAD_FAULT_LOG=\($0)"] } ?? [])
    }

    /// The calls that a run of these words makes, one line each.
    static func calls(of words: [String], in home: Household, path: String) throws -> [String] {
        let log = home.path + "/calls.log"
        defer { unlink(log) }
        let end = try home.run(words, environment: Fault(path: path, log: log).environment())
        try #require(end.code == 0, "\(end)")
        let text = try String(contentsOfFile: log, encoding: .utf8)
        // Bytes, because names may hold anything.
        return text.split(separator: "\n").filter { $0.first?.isNumber ?? false }.map(String.init)
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
