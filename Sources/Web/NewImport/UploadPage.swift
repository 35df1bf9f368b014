import Engine
import Imports
import Templating

/// Photos that come from the device of the browser: `/imports/uploads/{id}`.
struct UploadPage: PageModel {
    var upload: UploadDocument
    var preview = PreviewPanel()
    /// What stands in the way.
    var problem: PageProblem?

    init(upload: UploadDocument) {
        self.upload = upload
        preview.page = route
    }

    var title: String { "Upload into \(upload.storageName)" }
    var place: Place? { .imports }
    var template: String { "imports/upload" }

    private var route: Route { .upload(upload.uploadID) }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "LIST_HREF": .text(Route.imports.path), "STORAGE_NAME": .text(upload.storageName),
            "PAGE_PROBLEM": (problem ?? away).content,
            "FILES_ACTION": .text(Route.receiveFiles(upload.uploadID).path),
            "IMPORT_ACTION": .text(Route.importUpload(upload.uploadID).path),
            "PREVIEW_ACTION": .text(Route.previewUpload(upload.uploadID).path),
            "DISCARD_ACTION": .text(Route.discardUpload(upload.uploadID).path),
            "STATES_ACTION": .text(ShowUploadStates.address.path(upload.uploadID)),
            "SEND_ACTION": .text(ReceiveFile.address.path(upload.uploadID)),
            "FREE": .optional(upload.freeBytes.map { "\(Numbers.bytes($0)) free" }),
            "HAS_FILES": .when(upload.count > 0), "HAS_NO_FILES": .when(upload.count == 0), "SUM": .text(sum),
            "FILES": .section(
                upload.files.map { file in
                    ["FILE_PATH": PathText(file.path).content, "FILE_SIZE": .text(Numbers.bytes(file.size))]
                }),
            "MORE_FILES": .optional(
                upload.count > upload.files.count
                    ? "and \(Numbers.count(upload.count - upload.files.count, "more file", "more files"))" : nil),
            "INCOMPLETE": .optional(
                upload.incomplete > 0
                    ? "\(Numbers.count(upload.incomplete, "file")) came only in part. Choose them again: what is here is not sent twice."
                    : nil),
            "SETTINGS": .section(settings),
            "PREVIEW": .include(
                "imports/_preview", upload.count > 0 ? [preview.value(upload.storageName)] : []),
        ]
    }

    private var sum: String {
        "\(Numbers.count(upload.count, "file")) received · \(Numbers.bytes(upload.totalSizeBytes))"
    }

    private var away: PageProblem? {
        guard upload.freeBytes == nil else { return nil }
        return PageProblem(
            .warn, "\(upload.storageName) cannot be reached.",
            hint: "What was uploaded lies on it; plug it in and go on.")
    }

    /// How it will be imported, as chosen before.
    private var settings: [TemplateValue] {
        let settings = upload.settings
        let folders = OrganisationWords.all.first { $0.value == settings.organise }?.words.name ?? settings.organise
        let rows = [
            ("Folders inside it", folders), ("Files that the library has already", settings.duplicates.words.name),
            ("The same picture with other metadata", settings.samePicture.words.name),
        ]
        return rows.map { ["SETTING": .text($0.0), "SETTING_VALUE": .text($0.1)] }
    }
}
