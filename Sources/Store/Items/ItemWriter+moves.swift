import Media
package import Model
import SQLite

extension ItemWriter {
    /// The row goes on at the new place, with everything that hangs on it.
    package func move(_ id: String, to path: RelativePath) throws {
        try setPlace(ItemPlace(storage: storage, path: path), of: id)
        try writing.run("UPDATE metadata_writes SET storage_id = ? WHERE media_id = ?", [.integer(storage), .text(id)])
        try ConflictWriter.follow(id, to: storage, path, writing)
    }

    /// Puts a row where the row of another file stands, which is about to be moved here.
    package func give(_ place: ItemPlace, of source: String, to other: String) throws {
        // A place that no file can have, for the moment in between.
        try writing.run("UPDATE media_items SET path = CAST(id AS BLOB) || x'00' WHERE id = ?", [.text(source)])
        try setPlace(place, of: other)
    }

    private func setPlace(_ place: ItemPlace, of id: String) throws {
        try writing.run(
            """
            UPDATE media_items SET storage_id = ?, path = ?, original_title = ?, relative_path = ?, file_extension = ?
            WHERE id = ?
            """,
            [
                .integer(place.storage), .blob(place.path.bytes), .text(place.path.displayName),
                .text(place.path.display), .text(place.path.fileExtension), .text(id),
            ])
    }

    /// The move is not taken over: the row is missing at its place, and the file has none.
    package func listMismatch(_ source: MoveCandidate, _ item: FoundItem) throws {
        try setState(.missing, of: source.id)
        try ConflictWriter.removeOthers(
            ofItem: source.id, than: .pathMismatch, at: ItemPlace(storage: storage, path: item.path), writing)
        var details = ConflictDetails()
        details.size = item.facts.digests.size
        details.expectedPath = source.place.path.display
        details.actualPath = item.path.display
        try ConflictWriter.list(
            .pathMismatch, storage: storage, path: item.path, item: source.id, at: timestamp, details: details, writing)
    }
}
