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
            return try APIAnswers.value(try services.imports.start(settings, plan: visit.query("plan")), .accepted)
        case .previewImport:
            let settings = try APIAnswers.decode(ImportSettings.self, from: visit.request)
            // Who is going to confirm what is shown asks for its id.
            guard visit.query("plan") == "keep" else {
                return try APIAnswers.value(PreviewDocument(try services.imports.preview(settings)))
            }
            return try APIAnswers.value(try services.imports.propose(settings))
        case .startUpload:
            let settings = try APIAnswers.decode(ImportSettings.self, from: visit.request)
            return try APIAnswers.value(try services.imports.uploads.start(settings))
        case .upload(let id): return try APIAnswers.value(try services.imports.uploads.find(id))
        case .uploadStates(let id):
            let offers = try APIAnswers.decode(UploadOffers.self, from: visit.request).files
            return try APIAnswers.value(
                APIAnswers.List(items: try services.imports.uploads.states(id, of: offers)))
        case .receiveFile(let id):
            let offer = try ImportUploadSink.offer(visit.request.head)
            return try APIAnswers.value(try services.imports.uploads.states(id, of: [offer])[0])
        case .importUpload(let id): return try APIAnswers.value(try services.imports.start(upload: id), .accepted)
        case .discardUpload(let id):
            let upload = try services.imports.uploads.find(id)
            try services.imports.uploads.discard(id)
            return try APIAnswers.value(upload)
        case .resumeImport(let id): return try APIAnswers.value(try services.imports.resume(id), .accepted)
        case .retryImport(let id): return try APIAnswers.value(try services.imports.retry(id), .accepted)
        case .answerImport(let id):
            let answer = try APIAnswers.decode(DuplicateAnswer.self, from: visit.request)
            return try APIAnswers.value(
                try services.imports.answer(id, files: answer.files, with: answer.answer), .accepted)
        case .rollbackPlan(let id) where visit.query("plan") == "keep":
            return try APIAnswers.value(try services.imports.proposeRollback(id))
        case .rollbackPlan(let id): return try APIAnswers.value(try services.imports.rollbackPlan(id))
        case .rollBackImport(let id):
            return try APIAnswers.value(try services.imports.rollback(id, plan: visit.query("plan")), .accepted)
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
