package import Model

/// Which photos a page of the library shows; every condition that is set must hold.
package struct PhotoFilter: Sendable, Hashable {
    /// `storages.storage_id`.
    package var storage: Int64?
    package var year: Int?
    package var mediaType: MediaType?
    /// Stars, at least.
    package var minimumRating: Int?
    /// Five stars.
    package var favoritesOnly = false
    package var label: String?
    /// `import_sessions.session_key`: what this import has brought.
    package var importSession: Int64?
    /// Words of the full-text search.
    package var text: String?

    package init() {}

    package var isEmpty: Bool { self == PhotoFilter() }
}

/// A place in the library's order: newest first, by wall time and then by id.
package struct PhotoCursor: Sendable, Hashable {
    package let takenLocal: Int64
    package let photoID: String

    package init(takenLocal: Int64, photoID: String) {
        self.takenLocal = takenLocal
        self.photoID = photoID
    }

    /// As `text` printed it; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let time = Int64(parts[0]), let id = MediaID(String(parts[1])) else { return nil }
        self.init(takenLocal: time, photoID: id.text)
    }

    /// `SECONDS.ID`, for the address of the next page.
    package var text: String { "\(takenLocal).\(photoID)" }
}
