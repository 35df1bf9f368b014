import HTTP
import Imports
import Model
import Platform

/// Uploads: begun with the form of a new import, filled by a script or by plain forms, then imported.
extension Site {
    func startUpload(_ visit: Visit) throws -> Response {
        let form = try ImportForm { visit.field($0) }
        if form.storage.isEmpty { return try refuse(Self.noStorage, form, visit) }
        do {
            let upload = try services.imports.uploads.start(form.settings)
            return redirect(to: Route.upload(upload.uploadID).path, visit)
        } catch let failure as any Failure where failure.severity == .preflight || failure is FileError {
            return try refuse(failure, form, visit)
        }
    }

    func upload(_ id: String, _ visit: Visit) throws -> Response {
        let upload = try services.imports.uploads.find(id)
        if let session = upload.sessionID { return .redirect(to: Route.importSession(String(session)).path) }
        return try show(uploadPage(upload, preview: visit.query("preview")), visit)
    }

    private func uploadPage(_ upload: UploadDocument, preview: String? = nil) -> UploadPage {
        var page = UploadPage(upload: upload)
        guard let preview, let report = services.previews.find(preview), report.settings.upload == upload.uploadID
        else { return page }
        if let failure = report.failure {
            page.problem = (failure as? any Failure).map { PageProblem($0) } ?? .failedPreview
        } else {
            page.preview.id = report.id
            (page.preview.status, page.preview.findings) = (report.status, report.findings)
        }
        return page
    }

    /// The files stand in the upload already: the sink has put them there.
    func receivedFiles(_ id: String, _ visit: Visit) -> Response {
        let count = visit.request.files.count
        let flash =
            count > 0
            ? Flash(.good, "\(Numbers.count(count, "file")) received.") : Flash(.warn, "No file was chosen.")
        return redirect(to: Route.upload(id).path, visit, flash)
    }

    func previewUpload(_ id: String, _ visit: Visit) throws -> Response {
        let upload = try services.imports.uploads.find(id)
        let preview = try services.previews.start(upload.settings, for: visit.session.id)
        _ = services.previews.find(preview, waiting: 0.3)
        return redirect(to: Route.upload(id).link([(name: "preview", value: preview)]) + "#import-preview", visit)
    }

    func importUpload(_ id: String, _ visit: Visit) throws -> Response {
        let upload = try services.imports.uploads.find(id)
        do {
            let session = try services.imports.start(upload: id)
            return redirect(to: Route.importSession(String(session.sessionID)).path, visit)
        } catch let failure as any Failure where failure.severity == .preflight && !failure.isNotFound {
            var page = uploadPage(upload)
            page.problem = PageProblem(failure)
            return try show(page, visit, .unprocessable)
        }
    }

    func discardUpload(_ id: String, _ visit: Visit) throws -> Response {
        try services.imports.uploads.discard(id)
        return redirect(to: Route.imports.path, visit, Flash(.good, "The upload was discarded."))
    }
}
