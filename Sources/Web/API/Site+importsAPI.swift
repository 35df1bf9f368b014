import HTTP
import Imports

extension Site {
    /// Answers `/api/imports`.
    func performImports(_ route: APIRoute, _ visit: Visit) throws -> Response {
        switch route {
        case .imports:
            return try APIAnswers.value(APIAnswers.List(items: try services.imports.list()))
        case .importSession(let id): return try APIAnswers.value(try services.imports.find(id))
        case .startImport:
            let settings = try APIAnswers.decode(ImportSettings.self, from: visit.request)
            return try APIAnswers.value(try services.imports.start(settings), .accepted)
        case .previewImport:
            let settings = try APIAnswers.decode(ImportSettings.self, from: visit.request)
            return try APIAnswers.value(PreviewDocument(try services.imports.preview(settings)))
        case .resumeImport(let id): return try APIAnswers.value(try services.imports.resume(id), .accepted)
        default: throw WebError(.notFound, nil, "there is nothing at this address")
        }
    }
}
