import Engine
import Model
import Platform
import Storages
import Store

/// Finds out how far operations are, for pages.
struct OperationPageReader: Sendable {
    let board: OperationBoard
    let storages: StorageListing

    /// How far an operation is, with its problems.
    func page(of document: OperationDocument) throws -> OperationPage {
        let problems = try board.problems(of: document.operationID, limit: 200)
        let (progress, metrics) = (document.progress, document.metrics)
        return OperationPage(
            facts: OperationFacts(document, names: try names()),
            currentPath: progress.lastFile.isEmpty ? nil : progress.lastFile, filesPerSecond: metrics.filesPerSecond,
            bytesPerSecond: metrics.megabytesPerSecond * 1_000_000, secondsLeft: document.remainingSeconds,
            rates: metrics.samples,
            problems: problems.map { FileProblem(path: $0.path, reason: $0.reason, hint: $0.hint, fate: $0.fate) },
            problemCount: progress.failed + (progress.fates[Fate.rejected.rawValue] ?? 0),
            stages: metrics.averageMilliseconds.sorted { $0.key < $1.key }.map {
                (name: $0.key, milliseconds: $0.value)
            })
    }

    /// Names of storages by their row.
    func names() throws -> [Int64: String] {
        Dictionary(uniqueKeysWithValues: try storages.rows().map { ($0.id, $0.name) })
    }
}

extension OperationFacts {
    /// - Parameter names: of storages, by their row.
    init(_ document: OperationDocument, names: [Int64: String]) {
        let progress = document.progress
        self.init(
            id: document.operationID, kind: OperationKind(rawValue: document.operationType) ?? .index,
            status: document.status, subject: document.storage.flatMap { names[$0] }, processed: progress.processed,
            total: progress.total == 0 ? nil : progress.total, phase: progress.phase.isEmpty ? nil : progress.phase,
            startedAt: ISO8601.parse(document.startedAt), updatedAt: ISO8601.parse(document.updatedAt),
            failed: progress.failed, errorMessage: document.errorMessage, hint: document.errorHint)
        for fate in Fate.allCases { tally[fate] = progress.fates[fate.rawValue] ?? 0 }
    }
}
