import Foundation
import Testing

/// A reviewed rendering, a text file in `Tests/WebTests/Snapshots`.
///
/// `PHOTOSTEAD_SNAPSHOTS=write swift test --filter PageTests` writes them anew; review the difference before committing.
struct Snapshot {
    let name: String

    func compare(_ text: String) throws {
        let file = URL(filePath: "\(Repository.snapshots)/\(name).html")
        if ProcessInfo.processInfo.environment["PHOTOSTEAD_SNAPSHOTS"] == "write" {
            try Data(text.utf8).write(to: file)
            return
        }
        let reviewed = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        guard text != reviewed else { return }
        let lines = zip(text.components(separatedBy: "\n"), reviewed.components(separatedBy: "\n")).enumerated()
        let first = lines.first { $0.element.0 != $0.element.1 }
        Issue.record(
            "\(name), line \((first?.offset ?? 0) + 1):\n\(first?.element.0 ?? "")\nreviewed:\n\(first?.element.1 ?? "")"
        )
    }
}
