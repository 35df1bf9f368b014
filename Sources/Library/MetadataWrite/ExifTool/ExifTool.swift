import Model
package import Platform

/// One long-lived exiftool that edits copies in staging folders. Commands run one after another.
///
/// It is started by the first command and again after it died. It sees only names that we made: a newline in a name
/// would become an option, so every path is `/proc/OUR_PID/fd/NUMBER/NAME` of a folder we hold open.
package final class ExifTool: Sendable {
    private let executable: String
    private let clock: any TimeSource
    private let session = Lock<Session?>(nil)

    package init(executable: String, clock: any TimeSource = SystemTime()) {
        self.executable = executable
        self.clock = clock
    }

    /// Where exiftool is installed; nil = nowhere.
    package static func find(
        in folders: [String] = ["/usr/bin", "/usr/local/bin", "/usr/bin/vendor_perl", "/opt/exiftool"]
    ) -> String? {
        folders.map { $0 + "/exiftool" }.first { FileAccess.isExecutable($0) }
    }

    /// What one command said.
    struct Answer: Sendable {
        let output: String
        let errors: String
    }

    /// Runs one command; the arguments are lines of its argument file.
    ///
    /// - Throws: `ProcessError`; the process is ended then, and the next command starts a new one.
    func run(_ arguments: [String], seconds: Double) throws -> Answer {
        try session.withLock { session in
            if let idle = session, !idle.isAlive { session = nil }
            let current = try session ?? Session(executable: executable)
            session = nil
            let answer = try current.run(arguments, deadline: clock.monotonic + seconds, clock: clock)
            session = current
            session?.lastUse = clock.monotonic
            return answer
        }
    }

    /// Ends the process when it has had nothing to do for so long; the next command starts it again.
    package func endIfIdle(for seconds: Double) {
        session.withLock { session in
            if let last = session?.lastUse, clock.monotonic - last >= seconds { session = nil }
        }
    }

    /// Ends the process.
    package func end() { session.withLock { $0 = nil } }
}

/// A running exiftool in its `-stay_open` mode. It is killed with the last reference.
private final class Session {
    var lastUse = 0.0
    private let process: ChildProcess
    private var number = 0

    /// Most bytes of an answer that are kept waiting for its end.
    private static let longestAnswer = 1 << 20

    init(executable: String) throws {
        let arguments = ["-stay_open", "True", "-@", "-"].map { Array($0.utf8) }
        process = try Launcher.start(
            Command(
                executable, arguments: arguments, environment: ["LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin"],
                directory: "/", input: .pipe, output: .pipe, error: .pipe))
    }

    var isAlive: Bool { process.wait(seconds: 0) == nil }

    func run(_ arguments: [String], deadline: Double, clock: any TimeSource) throws -> ExifTool.Answer {
        guard let input = process.input, let output = process.output, let errors = process.error else {
            throw ProcessError.closed
        }
        number += 1
        let lines = arguments + ["-echo4", "{errors\(number)}", "-execute\(number)"]
        try input.write(Array((lines.joined(separator: "\n") + "\n").utf8))
        let said = try read(output, until: "{ready\(number)}\n", deadline: deadline, clock: clock)
        let complained = try read(errors, until: "{errors\(number)}\n", deadline: deadline, clock: clock)
        return ExifTool.Answer(output: said, errors: complained)
    }

    private func read(_ end: PipeEnd, until mark: String, deadline: Double, clock: any TimeSource) throws -> String {
        var bytes: [UInt8] = []
        let mark = Array(mark.utf8)
        while !bytes.suffix(mark.count).elementsEqual(mark) {
            let left = deadline - clock.monotonic
            guard left > 0 else { throw ProcessError.deadlineExceeded(program: "exiftool") }
            if try end.read(into: &bytes, seconds: left) == 0 { throw ProcessError.closed }
            guard bytes.count < Self.longestAnswer else {
                throw ProcessError.tooMuchOutput(program: "exiftool", limit: Self.longestAnswer)
            }
        }
        return String(decoding: bytes.dropLast(mark.count), as: UTF8.self)
    }
}
