import HTTP
import Imports
import Model
import Platform

/// Uploads: begun with the form of a new import, filled by a script or by plain forms, then imported.
struct UploadPages: FramedPages {
    let responder: Responder
    let form: NewImportPages
    /// Throws unless the sender of this head may change anything; gets the token that a form carries.
    let authorize: @Sendable (RequestHead, String?) throws -> Void

    func answer(_ address: UploadRoute, _ visit: Visit) throws -> Response {
        switch address {
        case .start: try start(visit)
        case .page(let id): try page(id, visit)
        case .receive(let id): received(id, visit)
        case .preview(let id): try preview(id, visit)
        case .import(let id): try importUpload(id, visit)
        case .discard(let id): try discard(id, visit)
        }
    }

    /// Files go to the upload while they arrive; nothing is written for whom may not change anything.
    func disposition(of address: UploadRoute, _ head: RequestHead) -> Disposition? {
        guard case .receive(let id) = address else { return nil }
        return .offloaded(bodyLimit: ImportUploadSink.mostBytes, kind: .upload(sink(id, head)))
    }

    private func sink(_ id: String, _ head: RequestHead) -> ImportUploadSink {
        ImportUploadSink(uploads: form.imports.uploads, id: id, head: head) { [authorize] in try authorize(head, $0) }
    }

    private func start(_ visit: Visit) throws -> Response {
        let form = try ImportForm { visit.field($0) }
        if form.storage.isEmpty { return try self.form.refuse(NewImportPages.noStorage, form, visit) }
        do {
            let upload = try self.form.imports.uploads.start(form.settings)
            return redirect(to: .upload(upload.uploadID), visit)
        } catch let failure as any Failure where failure.severity == .preflight || failure is FileError {
            return try self.form.refuse(failure, form, visit)
        }
    }

    private func page(_ id: String, _ visit: Visit) throws -> Response {
        let upload = try form.imports.uploads.find(id)
        if let session = upload.sessionID { return redirect(to: .importSession(String(session)), visit) }
        return try show(uploadPage(upload, preview: visit.query("preview")), visit)
    }

    private func uploadPage(_ upload: UploadDocument, preview: String? = nil) -> UploadPage {
        var page = UploadPage(upload: upload)
        guard let preview, let report = form.previews.find(preview), report.settings.upload == upload.uploadID
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
    private func received(_ id: String, _ visit: Visit) -> Response {
        let count = visit.request.files.count
        let flash =
            count > 0
            ? Flash(.good, "\(Numbers.count(count, "file")) received.") : Flash(.warn, "No file was chosen.")
        return redirect(to: .upload(id), visit, flash)
    }

    private func preview(_ id: String, _ visit: Visit) throws -> Response {
        let upload = try form.imports.uploads.find(id)
        let preview = try form.previews.start(upload.settings, for: visit.session.id)
        _ = form.previews.find(preview, waiting: 0.3)
        return redirect(to: Route.upload(id).link([(name: "preview", value: preview)]) + "#import-preview", visit)
    }

    private func importUpload(_ id: String, _ visit: Visit) throws -> Response {
        let upload = try form.imports.uploads.find(id)
        do {
            let session = try form.imports.start(upload: id)
            return redirect(to: .importSession(String(session.sessionID)), visit)
        } catch let failure as any Failure where failure.severity == .preflight && !failure.isNotFound {
            var page = uploadPage(upload)
            page.problem = PageProblem(failure)
            return try show(page, visit, .unprocessable)
        }
    }

    private func discard(_ id: String, _ visit: Visit) throws -> Response {
        try form.imports.uploads.discard(id)
        return redirect(to: .imports, visit, Flash(.good, "The upload was discarded."))
    }
}
