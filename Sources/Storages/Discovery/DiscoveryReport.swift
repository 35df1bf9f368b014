package import Model
import Store

/// What became of found storages that were to be added.
package struct DiscoveryAdditions: Sendable, Codable {
    package var added: [StorageDocument] = []
    package var refused: [DiscoveryProblem] = []
}

/// How far a search for storages is and what it has found, for the page and the API.
package struct DiscoveryReport: Sendable, Codable {
    package enum Status: String, Sendable, Codable {
        case running, complete, cancelled
    }

    package var status = Status.running
    package var roots: [String] = []
    /// Folders that were looked at.
    package let folders: Int
    /// 0...100, as far as the folders met so far let it be told.
    package let percent: Int
    /// The folder that is looked at now.
    package let current: String
    package let items: [FoundStorage]
    /// Folders that could not be looked into; the first 1,000.
    package let problems: [DiscoveryProblem]
    package var startedAt: Timestamp?
    package var finishedAt: Timestamp?

    private enum CodingKeys: String, CodingKey {
        case status, roots, folders, percent, current, items, problems
        case startedAt = "started_at"
        case finishedAt = "finished_at"
    }

    init(_ progress: FolderSearch.Progress, known: [StorageRecord]) {
        folders = progress.looked
        percent = min(100, Int(progress.share * 100 + 0.5))
        current = progress.current
        items = FoundStorage.all(progress.findings, known: known)
        problems = Array(progress.problems.prefix(1000))
    }
}
