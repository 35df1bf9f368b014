import Model
package import Platform

/// exiftool, long-lived, editing copies in staging folders. Commands run one after another.
///
/// There is one process for each folder, because it may write in that folder alone; it is started by the first command
/// and again after it died. It works with names that we made.
package final class ExifTool: Sendable {
    private let executable: String
    private let clock: any TimeSource
    private let sessions = Lock<[ExifToolSession]>([])

    /// Storages that are written to at the same time, as a rule.
    private static let mostSessions = 3

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

    /// Runs one command; the arguments are lines of its argument file.
    ///
    /// - Parameters:
    ///   - name: of the copy in `folder` that it edits; one of our own names.
    ///   - bytes: size of the copy.
    /// - Throws: `ProcessError`, `FileError`; the process is ended then, and the next command starts a new one.
    func run(
        _ arguments: [String], on name: [UInt8], in folder: Folder, bytes: Int64, seconds: Double
    ) throws -> ExifToolAnswer {
        try sessions.withLock { sessions in
            let place = try ExifToolSession.Place(folder)
            let known = sessions.firstIndex { $0.place == place }.map { sessions.remove(at: $0) }
            let session: ExifToolSession
            if let known, known.isAlive, known.canWrite(bytes) {
                session = known
            } else {
                session = try ExifToolSession(executable: executable, folder: folder, place: place, bytes: bytes)
            }
            let answer = try session.run(arguments, on: name, deadline: clock.monotonic + seconds, clock: clock)
            session.lastUse = clock.monotonic
            // The one that was used last is the last to go.
            sessions = sessions.suffix(Self.mostSessions - 1) + [session]
            return answer
        }
    }

    /// Ends the processes that have had nothing to do for so long; the next command starts them again.
    package func endIfIdle(for seconds: Double) {
        sessions.withLock { sessions in sessions.removeAll { clock.monotonic - $0.lastUse >= seconds } }
    }

    /// Ends all processes.
    package func end() { sessions.withLock { $0 = [] } }
}
