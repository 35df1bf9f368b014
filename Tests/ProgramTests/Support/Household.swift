import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// A home of its own for one test: a library, folders for photos, and the real program that works with them.
final class Household {
    let folder: TemporaryFolder
    var path: String { folder.path }
    var library: String { folder.path + "/library" }

    init() throws { folder = try TemporaryFolder() }

    /// How a program ended, and what it said.
    struct Ending: CustomStringConvertible {
        let status: Platform.ExitStatus
        /// Standard output.
        let output: String
        /// Standard error.
        let error: String

        var code: Int32? { if case .exited(let code) = status { code } else { nil } }
        /// Lines of data.
        var lines: [String] { output.split(separator: "\n").map(String.init) }
        /// Lines for people.
        var errorLines: [String] { error.split(separator: "\n").map(String.init) }

        /// Every line of data as an object.
        func objects() throws -> [JSON] { try lines.map { try JSON($0) } }

        /// The only line of data as an object.
        func object() throws -> JSON {
            try #require(lines.count == 1, "one line of JSON expected: \(self)")
            return try JSON(lines[0])
        }

        var description: String { "\(status)\nstdout: \(output)\nstderr: \(error)" }
    }

    /// Runs `photostead --data LIBRARY WORDS...` to its end.
    ///
    /// - Parameters:
    ///   - through: a program and its arguments that start ours, as `setpriv` does.
    func run(
        _ words: String..., input: [UInt8] = [], environment: [String] = [], through: [String] = []
    ) throws -> Ending {
        try run(words, input: input, environment: environment, through: through)
    }

    func run(
        _ words: [String], input: [UInt8] = [], environment: [String] = [], through: [String] = []
    ) throws -> Ending {
        try Self.end(
            of: command(["--data", library] + words, environment: environment, through: through), input: input)
    }

    /// Runs a program to its end.
    static func end(of command: Command, input: [UInt8] = []) throws -> Ending {
        let end = try Launcher.run(command, input: input, seconds: patience)
        return Ending(
            status: end.status, output: String(decoding: end.output, as: UTF8.self),
            error: String(decoding: end.error, as: UTF8.self))
    }

    /// Starts the program without waiting for it.
    func start(_ words: [String], environment: [String] = [], through: [String] = []) throws -> ChildProcess {
        try Launcher.start(try command(["--data", library] + words, environment: environment, through: through))
    }

    func command(_ words: [String], environment: [String] = [], through: [String] = []) throws -> Command {
        let line = through + [try BuiltPrograms.path("photostead")] + words
        try FileManager.default.createDirectory(atPath: path + "/home", withIntermediateDirectories: true)
        return Command(
            line[0], arguments: line.dropFirst().map { Array($0.utf8) },
            environment: [
                "HOME=\(path)/home", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TZ=UTC", "SWIFT_BACKTRACE=enable=no",
            ] + environment)
    }

    /// Seconds after which a program that does not end is a failure; nothing is measured by it.
    static let patience = 120.0

    /// Makes a folder with `count` different tiny photos; returns its absolute path.
    func photos(_ count: Int, in name: String = "photos", from first: Int = 0) throws -> String {
        for number in first..<(first + count) {
            let path = try folder.write(
                "\(name)/\(number % 7)/photo-\(number).jpg",
                TinyPhoto.jpeg(number: number, segments: [(0xFE, Array("comment \(number)".utf8))]))
            var times = [timespec(tv_sec: 1_000_000_000 + number, tv_nsec: number)]
            times.append(times[0])
            utimensat(AT_FDCWD, path, &times, 0)
        }
        return folder.path + "/" + name
    }

    /// Adds a folder and waits until it is indexed; returns what the program printed.
    @discardableResult
    func add(_ folder: String) throws -> JSON {
        let end = try run("--json", "storage", "add", folder)
        try #require(end.code == 0, "\(end)")
        return try end.object()
    }
}
