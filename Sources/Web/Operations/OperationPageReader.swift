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
        var page = OperationPage(facts: OperationFacts(document, names: try names()))
        page.currentPath = document.progress.lastFile.isEmpty ? nil : document.progress.lastFile
        page.filesPerSecond = document.metrics.filesPerSecond
        page.bytesPerSecond = document.metrics.megabytesPerSecond * 1_000_000
        page.secondsLeft = document.remainingSeconds
        page.rates = document.metrics.samples
        page.problems = problems.map { FileProblem(path: $0.path, reason: $0.reason, hint: $0.hint, fate: $0.fate) }
        page.problemCount = document.progress.failed + (document.progress.fates[Fate.rejected.rawValue] ?? 0)
        page.stages = document.metrics.averageMilliseconds.sorted { $0.key < $1.key }.map {
            (name: $0.key, milliseconds: $0.value)
        }
        return page
    }

    /// Names of storages by their row.
    func names() throws -> [Int64: String] {
        Dictionary(uniqueKeysWithValues: try storages.rows().map { ($0.id, $0.name) })
    }
}

extension OperationFacts {
    /// - Parameter names: of storages, by their row.
    init(_ document: OperationDocument, names: [Int64: String]) {
        self.init(
            id: document.operationID, kind: OperationKind(rawValue: document.operationType) ?? .index,
            status: document.status, processed: document.progress.processed,
            total: document.progress.total == 0 ? nil : document.progress.total)
        subject = document.storage.flatMap { names[$0] }
        phase = document.progress.phase.isEmpty ? nil : document.progress.phase
        startedAt = ISO8601.parse(document.startedAt)
        updatedAt = ISO8601.parse(document.updatedAt)
        failed = document.progress.failed
        for fate in Fate.allCases { tally[fate] = document.progress.fates[fate.rawValue] ?? 0 }
        errorMessage = document.errorMessage
        hint = document.errorHint
    }
}
