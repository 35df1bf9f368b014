import Glibc
import Model

/// Writes one JSON object a line to standard error; control characters are escaped, secrets never come here.
package final class Log: Sendable {
    /// The program's log.
    package static let shared = Log()

    private let sink: @Sendable (String) -> Void
    private let time: any TimeSource

    /// - Parameter sink: takes a whole line with its line feed.
    package init(
        time: any TimeSource = SystemTime(), sink: @escaping @Sendable (String) -> Void = Log.writeToStandardError
    ) {
        self.sink = sink
        self.time = time
    }

    package func info(_ message: String, _ fields: [(String, String)] = []) { write("info", message, fields) }

    package func warning(_ message: String, _ fields: [(String, String)] = []) { write("warning", message, fields) }

    package func error(_ message: String, _ error: any Error) {
        var fields = [("error", (error as? any CustomDebugStringConvertible)?.debugDescription ?? "\(error)")]
        if let hint = (error as? any Failure)?.hint { fields.append(("hint", hint)) }
        write("error", message, fields)
    }

    private func write(_ level: String, _ message: String, _ fields: [(String, String)]) {
        let pairs = [("time", ISO8601.utc(time.now)), ("level", level), ("message", message)] + fields
        let body = pairs.map { "\(JSONText.quote($0.0)):\(JSONText.quote($0.1))" }.joined(separator: ",")
        sink("{\(body)}\n")
    }

    /// One write a line, so that lines of several threads do not mix.
    package static func writeToStandardError(_ line: String) {
        let bytes = Array(line.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
    }
}
