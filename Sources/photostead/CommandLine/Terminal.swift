import FoundationEssentials
import Glibc
import Model
import Platform

/// Where a command's answers go: standard output is data, standard error is for people.
struct Terminal: Sendable {
    /// Whether one JSON value, or one a line for lists, is wanted.
    let isJSON: Bool
    let configuration: Configuration
    /// Whether somebody watches standard error.
    let isWatched = isatty(2) == 1

    /// Prints a line of data.
    func print(_ line: String) { Self.write(line + "\n", to: 1) }

    /// Prints a value as JSON on one line.
    func print(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Prints the value as JSON when that is wanted, else `text`.
    func answer(_ value: some Encodable, text: @autoclosure () -> String) throws {
        if isJSON { try print(json: value) } else { print(text()) }
    }

    /// Tells people something.
    func tell(_ line: String) { Self.write(line + "\n", to: 2) }

    /// `photostead: WHAT: WHY` and, where there is one, a hint.
    static func report(_ error: any Error) {
        let failure = error as? any Failure
        write("photostead: \(failure?.description ?? "\(error)")\n", to: 2)
        if let hint = failure?.hint { write("hint: \(hint)\n", to: 2) }
    }

    static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // Nobody reads any more: there is nobody to tell.
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
