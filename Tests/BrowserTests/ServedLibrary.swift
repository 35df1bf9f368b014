import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// A real `photostead serve` over an empty library, with a home folder of its own; it dies with the tests.
final class ServedLibrary {
    /// The home folder.
    let home: TemporaryFolder
    /// `http://127.0.0.1:40123/`
    let address: String
    private let process: ChildProcess

    init() throws {
        home = try TemporaryFolder()
        let words = [
            "--data", home.path + "/library", "serve", "--port", "0", "--assets", Corpus.packageFolder,
        ]
        var command = Command(
            try BuiltPrograms.path("photostead"), arguments: words.map { Array($0.utf8) },
            environment: [
                "HOME=\(home.path)", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TZ=UTC", "SWIFT_BACKTRACE=enable=no",
            ])
        command.output = .pipe
        command.error = .descriptor(STDERR_FILENO)
        process = try Launcher.start(command)
        var lines = Lines(of: process)
        let first = try #require(try lines.next(), "the server said nothing")
        let said = try JSONDecoder().decode([String: String].self, from: Data(first.utf8))
        address = try #require(said["listening"])
    }

    /// Asks it to end and waits until it has.
    func stop() throws -> Platform.ExitStatus {
        process.kill(signal: SIGTERM)
        return try #require(process.wait(seconds: 60), "the server does not end")
    }
}

/// The lines of a program's standard output while it runs.
struct Lines {
    private let output: PipeEnd?
    private var bytes: [UInt8] = []

    init(of process: ChildProcess) { output = process.output }

    /// - Returns: nil at the end.
    /// - Throws: `ProcessError` when nothing comes for five minutes.
    mutating func next() throws -> String? {
        while true {
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                defer { bytes.removeFirst(end + 1) }
                return String(decoding: bytes[..<end], as: UTF8.self)
            }
            guard let output, try output.read(into: &bytes, seconds: 300) > 0 else { return nil }
        }
    }
}
