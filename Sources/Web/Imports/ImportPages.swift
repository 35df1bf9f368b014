import Engine
import HTTP
import Imports
import Model
import Platform
import Storages
import Store

/// Shows imports with their files, and takes what is asked of them.
struct ImportPages: FramedPages {
    let responder: Responder
    let imports: ImportActions
    let storages: StorageListing
    let operations: OperationPageReader

    func answer(_ address: ImportRoute, _ visit: Visit) throws -> Response {
        switch address {
        case .list: try list(visit)
        case .page(let id): try page(id, visit)
        case .retry(let id): try retry(id, visit)
        case .answer(let id): try answer(id, visit)
        case .rollBack(let id): try rollBack(id, visit)
        case .restore(let id): try restore(id, visit)
        }
    }

    /// Rows of one page of the list, and of the files of an import.
    private static let (importsAtOnce, filesAtOnce, questionsAtOnce) = (50, 200, 24)

    private func list(_ visit: Visit) throws -> Response {
        let names = try names()
        var filter = ImportFilter()
        let status = visit.query("state").flatMap { text in ImportStatus.choices.first { $0.text == text } }
        filter.status = status?.text
        if let uuid = visit.query("storage") {
            // A storage that is not there has no imports.
            filter.storage = try storages.rows().first { $0.uuid == uuid }?.id ?? 0
        }
        let after = visit.query("after").flatMap { Int64($0) }
        let found = try imports.sessions.list(filter, before: after, limit: Self.importsAtOnce + 1)
        let shown = found.prefix(Self.importsAtOnce)
        var page = ImportsPage(
            imports: shown.map { ImportFacts($0, names: names) }, totals: try imports.sessions.totals())
        page.storage = visit.query("storage").flatMap { String(routeText: $0) }
        page.status = status
        page.storages = names.map { StorageName(uuid: $0.key, name: $0.value) }.sorted { $0.name < $1.name }
        page.next = found.count > shown.count ? shown.last.map { String($0.sessionID) } : nil
        page.isContinued = after != nil
        if !page.isContinued {
            page.uploads = try imports.uploads.open().map {
                WaitingUpload(upload: $0, createdAt: ISO8601.parse($0.createdAt))
            }
        }
        return try show(page, visit)
    }

    /// Names of storages by their UUID.
    func names() throws -> [String: String] {
        Dictionary(uniqueKeysWithValues: try storages.rows().map { ($0.uuid, $0.name) })
    }

    private func page(_ id: String, _ visit: Visit) throws -> Response {
        if visit.query("confirm") == "rollback" { return try confirmRollback(id, visit) }
        return try show(
            try page(id, LedgerChoice(visit.query("show")), after: visit.query("after")), visit)
    }

    func page(_ id: String, _ choice: LedgerChoice, after: String?) throws -> ImportPage {
        let document = try imports.sessions.find(id)
        let list = try imports.sessions.files(
            id, fate: choice.fate, state: choice.filter, after: after,
            limit: choice == .questions ? Self.questionsAtOnce : Self.filesAtOnce)
        let facts = ImportFacts(document, names: try names())
        var page = ImportPage(
            facts: facts, operation: try importOperation(document, facts), choice: choice,
            files: list.items.map(ImportFileRow.init))
        page.next = list.next
        page.isContinued = after != nil
        page.abilities = Self.abilities(facts, page.operation?.facts)
        page.leftUpload = try imports.uploads.leftover(ofSession: document.sessionID)
        return page
    }

    private static func abilities(_ facts: ImportFacts, _ operation: OperationFacts?) -> Set<ImportPage.Ability> {
        if facts.status == .rolledBack { return [.restore] }
        guard operation?.kind != .trash else { return [] }
        let isOver = operation?.status.isTerminal ?? true
        var abilities: Set<ImportPage.Ability> = []
        if facts.tally[.failed] > 0, isOver || operation?.status == .paused { abilities.insert(.retry) }
        // What lay in the storage before, or was brought by another library, may be the only copy.
        if operation != nil, isOver, facts.tally[.imported] + facts.tally[.replaced] > 0 { abilities.insert(.rollBack) }
        return abilities
    }

    /// How far the import is, and what it has brought when it is over.
    private func importOperation(_ document: ImportDocument, _ facts: ImportFacts) throws -> OperationPage? {
        guard let id = document.operationID, let operation = try operations.board.find(id) else { return nil }
        var page = try operations.page(of: operation)
        page.outcome = facts.outcome(page.facts)
        if page.facts.kind == .trash { page.purpose = operation.title }
        let photos = document.imported + document.replaced
        page.nextStep =
            photos > 0 && facts.status == .operation(.complete)
            ? (
                title: "Show the photos",
                href: Route.photos.link([(name: "import", value: String(document.sessionID))])
            ) : nil
        return page
    }
}

extension ImportFacts {
    /// - Parameter names: of storages, by their UUID.
    init(_ document: ImportDocument, names: [String: String]) {
        self.init(
            id: document.sessionID, number: document.sessionNumber, title: document.title, source: document.source,
            storage: StorageName(
                uuid: document.storageUUID, name: names[document.storageUUID] ?? "a storage that was removed"),
            status: ImportStatus(document.status), createdAt: ISO8601.parse(document.createdAt),
            waiting: document.pending,
            questions: document.questions, bytes: document.totalSizeBytes,
            isMove: document.settings?.isMove ?? false)
        tally[.imported] = document.imported
        tally[.duplicate] = document.duplicate
        tally[.replaced] = document.replaced
        tally[.rejected] = document.rejected
        tally[.failed] = document.failed
        tally[.ignored] = document.ignored
    }
}

extension ImportFileRow {
    init(_ file: LedgerFile) {
        self.init(
            id: file.id, path: file.path, size: file.size, modified: file.modifiedAt.seconds,
            fate: file.fate.flatMap { Fate(rawValue: $0) }, isQuestion: file.state == "asked", reason: file.reason,
            hint: file.hint, target: file.target, photo: file.copy.flatMap { MediaID($0.photoID) },
            copyPlace: file.copy.map { "\($0.storageName)/\($0.path)" })
    }
}
