import Engine
import Imports
import Templating

/// An upload that was begun and not imported yet, in the list of imports.
struct WaitingUpload: Sendable {
    var upload: UploadDocument
    /// Seconds since 1970.
    var createdAt: Double?

    func value(_ context: PageContext) -> TemplateValue {
        [
            "UPLOAD_HREF": .text(Route.upload(upload.uploadID).path), "UPLOAD_TARGET": .text(upload.storageName),
            "UPLOAD_SUM": .text(
                "\(Numbers.count(upload.count, "file")) received · \(Numbers.bytes(upload.totalSizeBytes))"),
            "UPLOAD_BEGUN": context.times.content(createdAt),
        ]
    }
}
