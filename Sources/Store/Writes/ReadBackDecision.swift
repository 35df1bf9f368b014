import Model
import SQLite

/// What a person decided about a file that says something else than the library.
package struct ReadBackDecision: Sendable {
    private let item: String
    private let differences: [ConflictDetails.Difference]

    package init(item: String, differences: [ConflictDetails.Difference]) {
        self.item = item
        self.differences = differences
    }

    /// Takes over what the file says, also for the photo's other files; or lets what the library says be written.
    package func carryOut(takesFile: Bool, at time: String, _ writing: Writing) throws {
        let photo = try writing.row("SELECT photo_key FROM media_items WHERE id = ?", [.text(item)]) {
            $0.optionalInt64()
        }
        guard let photo = photo ?? nil else { return }
        for difference in differences {
            let field = difference.field
            if takesFile {
                _ = try PhotoEdit.set(
                    field, to: difference.file, photo: photo, at: time, operation: nil, writing)
                try PendingWrite.queueForOthers(
                    field, difference.file, photo: photo, than: item, at: time, writing)
                try PendingWrite.withdraw(field, of: item, writing)
            } else {
                let present = try PhotoText.ofPhoto(photo, writing)[field]
                try PendingWrite.queue(field, present, item: item, at: time, writing)
            }
        }
        try PendingWrite.refreshState(ofPhoto: photo, writing)
    }
}
