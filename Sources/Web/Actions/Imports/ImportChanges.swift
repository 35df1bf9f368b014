import HTTP
import Imports
import Intake
import Model

/// What can be asked of an import that has ended: retry, answers, rollback and its reverse.
extension Site {
    func retryImport(_ id: String, _ visit: Visit) throws -> Response {
        try change(id, visit) { _ = try services.imports.retry(id) }
    }

    func restoreImport(_ id: String, _ visit: Visit) throws -> Response {
        try change(id, visit) { _ = try services.imports.restore(id) }
    }

    func rollBackImport(_ id: String, _ visit: Visit) throws -> Response {
        try change(id, visit) { _ = try services.imports.rollback(id, plan: visit.field("plan")) }
    }

    /// The buttons of the page: `answer` = a policy and the id of a file, or `all`; or a policy with `files`.
    func answerImport(_ id: String, _ visit: Visit) throws -> Response {
        let parts = try visit.required("answer").split(separator: ".").map(String.init)
        guard let policy = parts.first.flatMap({ DuplicatePolicy(rawValue: $0) }), policy != .ask else {
            throw WebError(.badRequest, "the answer", "it is none of skip, keep and replace")
        }
        let files = (visit.fields("files") + parts.dropFirst()).compactMap { Int64($0) }
        let isAll = parts.last == "all"
        guard isAll || !files.isEmpty else {
            throw WebError(.badRequest, "the files", "none is named", hint: "Send “all” for every question.")
        }
        return try change(id, visit) {
            let left = try services.imports.answer(id, files: isAll ? nil : files, with: policy).questions
            let place = LedgerChoice.questions.link(of: id)
            let answered = Numbers.count(isAll ? 0 : files.count, "question")
            return (left > 0 ? place : nil, isAll ? "Every question is answered." : "\(answered) answered.")
        }
    }

    private func change(_ id: String, _ visit: Visit, _ body: () throws -> Void) throws -> Response {
        try change(id, visit) {
            try body()
            return (nil, nil)
        }
    }

    /// Does something to the import; what speaks against it is shown on its page.
    ///
    /// - Parameter body: answers where to go on, unless to the page of the import, and a sentence.
    private func change(
        _ id: String, _ visit: Visit, _ body: () throws -> (place: String?, sentence: String?)
    ) throws -> Response {
        do {
            let (place, sentence) = try body()
            return redirect(
                to: place ?? Route.importSession(id).path, visit, sentence.map { Flash(.good, $0) })
        } catch let failure as any Failure where failure.severity == .preflight && !failure.isNotFound {
            return try showImport(id, refusing: failure, visit)
        }
    }

    /// The page of an import with what speaks against what was asked of it.
    func showImport(_ id: String, refusing failure: any Failure, _ visit: Visit) throws -> Response {
        var page = try importPage(id, .all, after: nil)
        page.problem = PageProblem(failure)
        return try show(page, visit, .unprocessable)
    }

    func confirmRollback(_ id: String, _ visit: Visit) throws -> Response {
        let facts = ImportFacts(try services.imports.sessions.find(id), names: try storagesByUUID())
        let plan = try services.imports.rollbackPlan(id, isKept: true)
        var page = RollbackPage(facts: facts, files: plan.files, bytes: plan.bytes)
        page.plan = plan.id
        (page.restored, page.gone, page.keptCount) = (plan.restored, plan.gone, plan.keptCount)
        page.kept = plan.kept.map { (path: $0.path, reason: $0.reason) }
        return try show(page, visit)
    }
}
