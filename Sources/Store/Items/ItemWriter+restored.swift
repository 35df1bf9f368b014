import Model
import SQLite

extension ItemWriter {
    /// A missing file was copied back from another copy, which may say something older: the library's word holds, and
    /// is written into it.
    package func recordRestored(_ item: FoundItem) throws {
        let said = PhotoText(item.facts)
        try writing.run(
            """
            UPDATE media_items SET read_rating = ?, read_label = ?, read_title = ?, read_description = ?
            WHERE storage_id = ? AND path = ?
            """, said.values + [.integer(storage), .blob(item.path.bytes)])
        let id = try record(item).item
        guard let photo = try knownRow("i.id = ?", [.text(id)])?.photoKey else { return }
        let library = try PhotoText.ofPhoto(photo, writing)
        for field in PhotoEdit.Field.allCases where said[field] != library[field] {
            try PendingWrite.queue(field, library[field], item: id, at: timestamp, writing)
        }
        try PendingWrite.refreshState(ofPhoto: photo, writing)
    }
}
