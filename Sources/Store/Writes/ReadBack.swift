import Model
import SQLite

/// What another program wrote into a file, against what the library says (PRODUCT.md C): of what was last read or
/// written, the file and the library, the one that has changed has the newer intent; where both have, somebody has to
/// decide.
struct ReadBack {
    private let writing: Writing
    private let item: String
    private let photo: Int64
    private let operation: String?
    private let time: String

    /// - Parameters:
    ///   - photo: `photos.photo_key`.
    ///   - operation: for the history.
    ///   - time: ISO 8601.
    init(_ writing: Writing, item: String, photo: Int64, operation: String?, at time: String) {
        self.writing = writing
        self.item = item
        self.photo = photo
        self.operation = operation
        self.time = time
    }

    /// - Parameter place: of the file, where a conflict is listed.
    func settle(
        _ file: PhotoText, since read: PhotoText, at place: (storage: Int64, path: RelativePath)
    ) throws {
        let library = try PhotoText.ofPhoto(photo, writing)
        var differences: [ConflictDetails.Difference] = []
        for field in PhotoEdit.Field.allCases {
            let (said, was, own) = (file[field], read[field], library[field])
            guard said != was, said != own else { continue }
            if own == was {
                _ = try PhotoEdit.set(
                    field, to: said, photo: photo, at: time, operation: operation, writing)
                try PendingWrite.queueForOthers(field, said, photo: photo, than: item, at: time, writing)
            } else {
                differences.append(.init(field: field, library: own, file: said))
            }
        }
        guard !differences.isEmpty else {
            // The file says what the library says again: there is nothing to decide any more.
            if file == library {
                try ConflictWriter.remove(
                    .metadataMismatch, storage: place.storage, path: place.path, writing)
            }
            return
        }
        var details = ConflictDetails()
        details.differences = differences
        try ConflictWriter.list(
            .metadataMismatch, storage: place.storage, path: place.path, item: item, at: time, details: details,
            writing)
        try PendingWrite.hold(item, photo: photo, writing)
    }
}
