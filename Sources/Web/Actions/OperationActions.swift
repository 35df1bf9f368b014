import Engine
import HTTP
import Model
import Platform
import Storages
import Store

extension Site {
    /// Rows of one page of the list.
    private static let operationsAtOnce = 100

    func operations(_ visit: Visit) throws -> Response {
        let names = try storageNames()
        let after = visit.query("after")
        let latest = try services.board.latest(Self.operationsAtOnce + 1, before: after)
        let shown = latest.prefix(Self.operationsAtOnce)
        let active = after == nil ? try services.board.unfinished() : []
        return try show(
            OperationsPage(
                active: active.map { OperationFacts($0, names: names) },
                finished: shown.filter { $0.status.isTerminal }.map { OperationFacts($0, names: names) },
                next: latest.count > shown.count ? shown.last?.operationID : nil), visit)
    }

    func operation(_ id: String, _ visit: Visit) throws -> Response {
        let document = try services.board.known(id)
        var page = try operationPage(document)
        if document.status == .complete, [.index, .updateIndex, .bulkMetadata].contains(page.facts.kind) {
            page.nextStep = (title: "Show the photos", href: Route.photos.path)
        }
        page.question = try missingFilesQuestion(document)
        if page.facts.kind == .import { page.nextStep = (title: "Show the import", href: Route.importSession(id).path) }
        return try show(page, visit)
    }

    /// A re-index that found many files gone goes on once somebody has said that it is right.
    private func missingFilesQuestion(_ document: OperationDocument) throws -> Confirmation? {
        guard let files = IndexQuestion.missingFiles(document), let id = document.storage,
            let storage = try services.store.read({ try StorageRecord.find(id: id, $0) })
        else { return nil }
        return Confirmation(
            question: "\(Numbers.count(files)) files are gone. Is that right?",
            consequences: ["They would be marked missing; ratings and albums are kept."],
            button: "Accept \(Numbers.count(files)) missing files", action: .reindexStorage(storage.uuid),
            fields: [(name: "mode", value: "smart"), (name: "accept_missing", value: "1")])
    }

    /// How far an operation is, with its problems.
    func operationPage(_ document: OperationDocument) throws -> OperationPage {
        let problems = try services.store.read {
            try OperationProblem.all(ofOperation: document.operationID, limit: 200, $0)
        }
        var page = OperationPage(facts: OperationFacts(document, names: try storageNames()))
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

    func operationEvents(_ id: String, _ visit: Visit) throws -> Response {
        let document = try services.board.known(id)
        // Who keeps no cookie has a new session at every request.
        let client = visit.session.isNew ? visit.request.head.peer : visit.session.id
        return .events(events.follow(document, client: client))
    }

    func steerOperation(_ id: String, _ steering: Steering, _ visit: Visit) throws -> Response {
        do { try services.board.steer(id, steering) } catch let failure as any Failure
            where failure.severity == .preflight
        {
            // An import that cannot go on, as without its card, says so on its own page.
            guard let document = try services.board.find(id), document.operationType == OperationKind.import.rawValue
            else { throw failure }
            return try showImport(id, refusing: failure, visit)
        }
        return redirect(to: origin(of: visit, else: .operation(id)), visit)
    }

    /// Names of storages by their row.
    func storageNames() throws -> [Int64: String] {
        let storages = try services.store.read { try StorageRecord.all($0) }
        return Dictionary(uniqueKeysWithValues: storages.map { ($0.id, $0.name) })
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
