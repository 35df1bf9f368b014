import Engine
import HTTP
import Model
import Platform
import Storages
import Store

/// Shows operations, tells how they move, and steers them.
struct OperationPages: FramedPages {
    let responder: Responder
    let board: OperationBoard
    let reader: OperationPageReader
    let events: OperationEvents
    /// Shows the page of an import with what speaks against going on.
    let refusedImport: @Sendable (String, any Failure, Visit) throws -> Response

    func answer(_ address: OperationRoute, _ visit: Visit) throws -> Response {
        switch address {
        case .list: try list(visit)
        case .page(let id): try page(id, visit)
        case .events(let id): try follow(id, visit)
        case .steer(let id, let steering): try steer(id, steering, visit)
        }
    }

    /// Rows of one page of the list.
    private static let operationsAtOnce = 100

    private func list(_ visit: Visit) throws -> Response {
        let names = try reader.names()
        let after = visit.query("after")
        let latest = try board.latest(Self.operationsAtOnce + 1, before: after)
        let shown = latest.prefix(Self.operationsAtOnce)
        let active = after == nil ? try board.unfinished() : []
        return try show(
            OperationsPage(
                active: active.map { OperationFacts($0, names: names) },
                finished: shown.filter { $0.status.isTerminal }.map { OperationFacts($0, names: names) },
                next: latest.count > shown.count ? shown.last?.operationID : nil), visit)
    }

    private func page(_ id: String, _ visit: Visit) throws -> Response {
        let document = try board.known(id)
        var page = try reader.page(of: document)
        if document.status == .complete, [.index, .updateIndex, .bulkMetadata].contains(page.facts.kind) {
            page.nextStep = (title: "Show the photos", href: Route.photos.path)
        }
        page.question = try missingFilesQuestion(document)
        if page.facts.kind == .import { page.nextStep = (title: "Show the import", href: Route.importSession(id).path) }
        return try show(page, visit)
    }

    /// A re-index that found many files gone goes on once somebody has said that it is right.
    private func missingFilesQuestion(_ document: OperationDocument) throws -> Confirmation? {
        guard let files = IndexQuestion.missingFiles(document),
            let storage = try reader.storages.rows().first(where: { $0.id == document.storage })
        else { return nil }
        return Confirmation(
            question: "\(Numbers.count(files)) files are gone. Is that right?",
            consequences: ["They would be marked missing; ratings and albums are kept."],
            button: "Accept \(Numbers.count(files)) missing files", action: .reindexStorage(storage.uuid),
            fields: [(name: "mode", value: "smart"), (name: "accept_missing", value: "1")])
    }

    private func follow(_ id: String, _ visit: Visit) throws -> Response {
        let document = try board.known(id)
        // Who keeps no cookie has a new session at every request.
        let client = visit.session.isNew ? visit.request.head.peer : visit.session.id
        return .events(events.follow(document, client: client))
    }

    private func steer(_ id: String, _ steering: Steering, _ visit: Visit) throws -> Response {
        do { try board.steer(id, steering) } catch let failure as any Failure where failure.severity == .preflight {
            // An import that cannot go on, as without its card, says so on its own page.
            guard try board.known(id).operationType == OperationKind.import.rawValue else { throw failure }
            return try refusedImport(id, failure, visit)
        }
        return redirect(to: origin(of: visit, else: .operation(id)), visit)
    }
}
