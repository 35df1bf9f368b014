import HTTP
import Imports
import Model

extension Site {
    /// Answers `/api/imports`.
    func performImports(_ route: APIRoute, _ visit: Visit) throws -> Response {
        switch route {
        case .imports:
            return try APIAnswers.value(APIAnswers.List(items: try services.imports.list()))
        case .importSession(let id): return try APIAnswers.value(try services.imports.find(id))
        case .importFiles(let id): return try listFiles(id, visit)
        case .startImport:
            let settings = try APIAnswers.decode(ImportSettings.self, from: visit.request)
            return try APIAnswers.value(try services.imports.start(settings), .accepted)
        case .previewImport:
            let settings = try APIAnswers.decode(ImportSettings.self, from: visit.request)
            return try APIAnswers.value(PreviewDocument(try services.imports.preview(settings)))
        case .resumeImport(let id): return try APIAnswers.value(try services.imports.resume(id), .accepted)
        case .retryImport(let id): return try APIAnswers.value(try services.imports.retry(id), .accepted)
        case .answerImport(let id):
            let answer = try APIAnswers.decode(DuplicateAnswer.self, from: visit.request)
            return try APIAnswers.value(
                try services.imports.answer(id, files: answer.files, with: answer.answer), .accepted)
        case .rollbackPlan(let id): return try APIAnswers.value(try services.imports.rollbackPlan(id))
        case .rollBackImport(let id): return try APIAnswers.value(try services.imports.rollback(id), .accepted)
        case .restoreImport(let id): return try APIAnswers.value(try services.imports.restore(id), .accepted)
        default: throw WebError(.notFound, nil, "there is nothing at this address")
        }
    }

    private func listFiles(_ id: String, _ visit: Visit) throws -> Response {
        let fate = try visit.query("fate").map { text in
            guard let fate = Fate(rawValue: text) else { throw WebError(.badRequest, "fate", "it is no fate") }
            return fate
        }
        let state = try visit.query("state").map { text in
            guard let state = LedgerFilter(rawValue: text) else {
                throw WebError(.badRequest, "state", "it is none of all, waiting and questions")
            }
            return state
        }
        return try APIAnswers.value(
            try services.imports.files(
                id, fate: fate, state: state ?? .all, after: visit.query("after"), limit: try visit.limit))
    }
}
