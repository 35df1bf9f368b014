import Library

/// What came back with a storage that carries the signature of another library.
package struct RestoredDocument: Sendable, Hashable, Codable {
    /// Import sessions that its files tell of.
    package let sessions: Int
    /// Files of sessions that could not be read, a sentence each.
    package let problems: [String]

    init(_ outcome: SessionRestoration.Outcome) {
        sessions = outcome.sessions
        problems = outcome.problems
    }

    /// One sentence about the storage, for people.
    package func sentence(_ name: String) -> String {
        let count = sessions == 1 ? "1 import session" : "\(sessions) import sessions"
        let rest = problems.isEmpty ? "" : " (\(problems.count) could not be read)"
        return "Recognised as the storage “\(name)”: \(count) restored\(rest)."
    }
}
