import Engine
import HTTP
import Imports
import Intake
import Model
import Platform
import StorageAccess
import Storages
import Store

/// A new import: its form, its preview, its start.
extension Site {
    func newImport(_ visit: Visit) throws -> Response {
        if let id = visit.query("preview"), let report = services.previews.find(id) {
            return try show(try newImportPage(report, isRenewed: visit.query("renewed") == "1"), visit)
        }
        var form = try importForm { visit.query($0) }
        if let again = visit.query("again") {
            let session = try services.imports.sessions.find(again)
            guard let settings = session.settings else { throw Refusal.unknownImport(again) }
            form = ImportForm(settings)
            if settings.upload != nil { form.source = "" }
        }
        let opened = try folders(visit)
        if visit.query("root") != nil { form.source = opened?.absolutePath ?? form.source }
        return try show(try newImportPage(form, opened?.picker), visit)
    }

    private func importForm(_ field: (String) -> String?) throws -> ImportForm {
        var form = try ImportForm(field)
        form.source = services.expanded(form.source)
        return form
    }

    private func folders(_ visit: Visit) throws -> FolderBrowser.Opened? {
        try FolderBrowser(roots: services.pickerRoots, store: services.store)
            .open(root: visit.query("root"), path: visit.query("path"))
    }

    private func newImportPage(_ form: ImportForm, _ picker: FolderPicker? = nil) throws -> NewImportPage {
        var form = form
        let targets = try services.storages.list().map(Self.target)
        // Where there is no choice, none has to be made.
        let usable = targets.filter { $0.state == .online }
        if form.storage.isEmpty, usable.count == 1 { form.storage = usable[0].uuid }
        var page = NewImportPage(form: form, targets: targets)
        page.picker =
            try picker
            ?? FolderBrowser(roots: services.pickerRoots, store: services.store)
            .open(root: nil, path: nil)?.picker
        page.picker?.page = .newImport
        page.picker?.query = form.query
        return page
    }

    private static func target(_ storage: StorageRecord) -> NewImportPage.Target {
        let space = storage.state == .offline ? nil : StorageRoot.space(of: storage)
        return NewImportPage.Target(
            uuid: storage.uuid, name: storage.name, path: storage.displayRoot, state: storage.state, free: space?.free)
    }

    private func newImportPage(_ report: ImportPreviews.Report, isRenewed: Bool) throws -> NewImportPage {
        var page = try newImportPage(ImportForm(report.settings))
        if let failure = report.failure {
            page.refuse(failure)
        } else {
            var panel = PreviewPanel()
            (panel.id, panel.status, panel.findings) = (report.id, report.status, report.findings)
            panel.isRenewed = isRenewed
            page.preview = panel
        }
        return page
    }

    // MARK: - Forms

    func previewImport(_ visit: Visit) throws -> Response {
        try preview(try importForm { visit.field($0) }, visit)
    }

    /// Most previews of a folder that cannot be used end at once; the others are shown while they go on.
    private func preview(_ form: ImportForm, _ visit: Visit, isRenewed: Bool = false) throws -> Response {
        if let problem = Self.incomplete(form) { return try refuse(problem, form, visit) }
        let id = try services.previews.start(form.settings, for: visit.session.id)
        let report = services.previews.find(id, waiting: 0.3)
        if let failure = report?.failure { return try refuse(failure, form, visit) }
        let place = [(name: "preview", value: id)] + (isRenewed ? [(name: "renewed", value: "1")] : [])
        return redirect(to: Route.newImport.link(place) + "#import-preview", visit)
    }

    func cancelPreview(_ visit: Visit) throws -> Response {
        let id = try visit.required("preview")
        services.previews.cancel(id)
        if let upload = services.previews.find(id)?.settings.upload {
            return redirect(to: Route.upload(upload).link([(name: "preview", value: id)]) + "#import-preview", visit)
        }
        return redirect(to: Route.newImport.link([(name: "preview", value: id)]) + "#import-preview", visit)
    }

    func startImport(_ visit: Visit) throws -> Response {
        let form = try importForm { visit.field($0) }
        // What the button promised was counted for other settings: those of now are previewed first.
        let report = visit.field("preview").flatMap { services.previews.find($0) }
        if let report, report.settings != form.settings {
            return try preview(form, visit, isRenewed: true)
        }
        if let problem = Self.incomplete(form) { return try refuse(problem, form, visit) }
        do {
            let session = try services.imports.start(form.settings, plan: report?.plan)
            return redirect(to: Route.importSession(String(session.sessionID)).path, visit)
        } catch let failure as any Failure where failure.severity == .preflight || failure is FileError {
            return try refuse(failure, form, visit)
        }
    }

    private static func incomplete(_ form: ImportForm) -> Refusal? {
        if form.source.isEmpty {
            return Refusal(
                "the source", "no folder is chosen", hint: "Choose the folder that holds the photos.", field: .source)
        }
        guard form.source.hasPrefix("/") else {
            return Refusal(form.source, "it is no absolute path", hint: "It must begin with “/”.", field: .source)
        }
        return form.storage.isEmpty ? noStorage : nil
    }

    static let noStorage = Refusal(
        "the storage", "none is chosen", hint: "Choose where the photos go.", field: .storage)

    func refuse(_ failure: any Error, _ form: ImportForm, _ visit: Visit) throws -> Response {
        var page = try newImportPage(form)
        page.refuse(failure)
        return try show(page, visit, .unprocessable)
    }
}

extension NewImportPage {
    /// Shows an error at the field it is about.
    mutating func refuse(_ error: any Error) {
        guard let failure = error as? any Failure else {
            problem = .failedPreview
            return
        }
        // What the disk says before anything began is about the folder.
        if let field = failure.field ?? (failure is FileError ? .source : nil) {
            refused = FieldProblem(field: field.rawValue, failure)
        } else {
            problem = PageProblem(failure)
        }
    }
}
