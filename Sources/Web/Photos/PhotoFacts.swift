package import Model
import Templating

/// One file that carries the photo.
package struct PhotoCopy: Sendable {
    package var storage: StorageName
    package var state: StorageState
    package var path: RelativePath
    /// Bytes.
    package var size: Int64
    /// Seconds since 1970.
    package var modified: Double?
    package var sha256: String?
    /// Why this file cannot be used: missing, changed, damaged.
    package var problem: String?

    package init(storage: StorageName, state: StorageState, path: RelativePath, size: Int64) {
        self.storage = storage
        self.state = state
        self.path = path
        self.size = size
    }

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
package struct MetadataTag: Sendable, Hashable {
    /// `Exif`, `XMP`, `IPTC`
    package var group: String
    package var name: String
    package var value: String

    package init(group: String, name: String, value: String) {
        self.group = group
        self.name = name
        self.value = value
    }
}

/// One change of the photo.
package struct HistoryEntry: Sendable, Hashable {
    /// Seconds since 1970.
    package var at: Double
    /// `Rating changed from 3 to 5 stars`
    package var text: String
    /// The value of `change` in the form `/photos/{id}/undo`; nil = nothing to undo.
    package var undoID: String?

    package init(at: Double, text: String, undoID: String? = nil) {
        self.at = at
        self.text = text
        self.undoID = undoID
    }
}
