import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// A real `photostead serve` on a free port, killed with the last reference.
final class RunningServer {
    let port: UInt16
    let process: ChildProcess
    private let log: String
    private let household: Household

    init(_ household: Household, options: [String] = [], environment: [String] = [], through: [String] = []) throws {
        self.household = household
        log = household.path + "/serve-\(UUID().uuidString).log"
        var command = try household.command(
            ["--data", household.library, "serve", "--port", "0", "--assets", Corpus.packageFolder] + options,
            environment: environment, through: through)
        let file = open(log, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(file) }
        command.output = .pipe
        command.error = .descriptor(file)
        process = try Launcher.start(command)
        let line = try Self.firstLine(process)
        let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        let address = try #require(line.flatMap { try? JSON($0) }?["listening"].text, "no first line; \(said)")
        port = try #require(URL(string: address)?.port.flatMap { UInt16(exactly: $0) }, "\(address)")
        #expect(address == "http://127.0.0.1:\(port)/")
    }

    /// What it said to people until now.
    var said: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    var isAlive: Bool { process.wait(seconds: 0) == nil }

    /// A browser with a session of its own.
    func browser() -> WebClient { WebClient(port: port) }

    /// A program that has read the token file.
    func api() throws -> WebClient {
        let token = try String(contentsOfFile: household.library + "/api-token", encoding: .utf8)
        return WebClient(port: port, bearer: token.filter { !$0.isWhitespace })
    }

    /// Asks it to end and waits; returns how it did.
    func stop(signal: Int32 = SIGTERM) throws -> Platform.ExitStatus {
        process.kill(signal: signal)
        return try #require(process.wait(seconds: Household.patience), "it does not end")
    }

    /// Numbers of the worker processes that it has started.
    func workers() -> [Int32] { Self.workers(of: process.id) }

    /// Numbers of the worker processes of a program of ours.
    static func workers(of process: Int32) -> [Int32] {
        let path = "/proc/\(process)/task/"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return threads.flatMap { thread in
            ((try? String(contentsOfFile: path + thread + "/children", encoding: .utf8)) ?? "")
                .split(separator: " ").compactMap { Int32($0) }
        }
    }

    private static func firstLine(_ process: ChildProcess) throws -> String? {
        guard let output = process.output else { return nil }
        var bytes: [UInt8] = []
        while !bytes.contains(UInt8(ascii: "\n")) {
            guard try output.read(into: &bytes, seconds: Household.patience) > 0 else { return nil }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Asks until the answer is there; `patience` ends a test that would wait for ever.
func wait<Result>(
    until what: String, sourceLocation: SourceLocation = #_sourceLocation, _ ask: () throws -> Result?
) throws -> Result {
    let end = SystemTime().monotonic + Household.patience
    while SystemTime().monotonic < end {
        if let answer = try ask() { return answer }
        usleep(5_000)
    }
    Issue.record("waited in vain until \(what)", sourceLocation: sourceLocation)
    throw CancellationError()
}
