import Model
import Templating

/// One file that carries the photo.
struct PhotoCopy: Sendable {
    var storage: StorageName
    var state: StorageState
    var path: RelativePath
    /// Bytes.
    var size: Int64
    /// Seconds since 1970.
    var modified: Double?
    var sha256: String?
    /// Why this file cannot be used: missing, changed, damaged.
    var problem: String?

    func value(_ context: PageContext) -> TemplateValue {
        [
            "COPY_STORAGE": .text(storage.name), "COPY_HREF": .text(Route.storage(storage.uuid).path),
            "COPY_STATE": .text(state.word), "COPY_TONE": .text(state.tone),
            "COPY_PATH": PathText(path.display).content,
            "COPY_SIZE": .text(Numbers.bytes(size)), "COPY_HAS_DATE": .when(modified != nil),
            "COPY_MODIFIED": context.times.content(modified),
            "COPY_SHA": .optional(sha256), "COPY_PROBLEM": .optional(problem),
        ]
    }
}

/// One tag as the file has it.
struct MetadataTag: Sendable, Hashable {
    /// `Exif`, `XMP`, `IPTC`
    var group: String
    var name: String
    var value: String
}

/// One change of the photo.
struct HistoryEntry: Sendable, Hashable {
    /// Seconds since 1970.
    var at: Double
    /// `Rating changed from 3 to 5 stars`
    var text: String
    /// The value of `change` in the form `/photos/{id}/undo`; nil = nothing to undo.
    var undoID: String?
}
