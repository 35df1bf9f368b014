import StorageFormats

/// What came back with a storage that carries the signature of another library.
package struct RestoredDocument: Sendable, Hashable, Codable {
    /// Import sessions that its files tell of.
    package let sessions: Int
    /// Files that its master index lists; nil = there is none, or it cannot be read.
    package let files: Int?
    /// Those of them that are not there.
    package let missing: Int
    /// Files of ours that could not be read, and photos that are missing, a sentence each; the first ten photos.
    package let problems: [String]

    init(_ outcome: SessionRestoration.Outcome, _ found: RestoredFiles) {
        sessions = outcome.sessions
        (files, missing) = (found.listed, found.missing)
        unreadable = outcome.problems.count + (found.problem == nil ? 0 : 1)
        problems =
            outcome.problems + [found.problem].compactMap { $0 }
            + found.examples.map { "\($0): its master index lists it, and it is not there" }
    }

    private let unreadable: Int

    private enum CodingKeys: String, CodingKey {
        case sessions, files, missing, problems, unreadable
    }

    /// One sentence about the storage, for people.
    package func sentence(_ name: String) -> String {
        let count = sessions == 1 ? "1 import session" : "\(sessions) import sessions"
        let rest = unreadable == 0 ? "" : " (\(unreadable) of its files could not be read)"
        let gone = missing == 0 ? "" : " \(missing) of the \(files ?? 0) files in its master index are missing."
        return "Recognised as the storage “\(name)”: \(count) restored\(rest).\(gone)"
    }
}
