import Media
import Model
import SQLite

extension ItemWriter {
    /// The row whose file this is, though it lies elsewhere now: the same bytes before the same picture, then the
    /// same time, the same storage, the same name before others.
    func departed(_ item: FoundItem) throws -> MoveCandidate? {
        guard !places.isEmpty, item.facts.digests.size > 0 else { return nil }
        let own = ItemPlace(storage: storage, path: item.path)
        let facts = item.facts
        let left = try MoveCandidate.all(
            ofFile: facts.digests.sha256, picture: facts.pictureHash.value, writing
        ).filter { $0.place != own && places.hasLeft($0) }
        return left.min { order($0, of: item).lexicographicallyPrecedes(order($1, of: item)) }
    }

    /// Smaller is better; the path decides at last, so that a resumed run decides alike.
    private func order(_ source: MoveCandidate, of item: FoundItem) -> [UInt8] {
        func rank(_ isBetter: Bool) -> UInt8 { isBetter ? 0 : 1 }
        return [
            rank(source.sha256 == item.facts.digests.sha256),
            // Most tools that move a file keep its time: it tells equal files apart.
            rank(source.modifiedNanoseconds == item.modifiedNanoseconds), rank(source.place.storage == storage),
            rank(source.place.path.name == item.path.name),
        ] + source.place.path.bytes + Array(source.id.utf8)
    }

    /// The row goes on at the new place, with everything that hangs on it.
    func move(_ source: MoveCandidate, to item: FoundItem) throws -> String {
        let known = try knownRow("i.id = ?", [.text(source.id)])
        var found = item
        // A sidecar that stayed behind takes nothing away from a file with the same bytes.
        if let known, source.sha256 == item.facts.digests.sha256 {
            found = item.saying(known.read.overlaid(by: PhotoText(item.facts)))
        }
        try setPlace(ItemPlace(storage: storage, path: item.path), of: source.id)
        try writing.run(
            "UPDATE metadata_writes SET storage_id = ? WHERE media_id = ?", [.integer(storage), .text(source.id)])
        try ConflictWriter.follow(source.id, to: storage, item.path, writing)
        guard let known else { return source.id }
        return try update(known, found)
    }

    /// A file is that of another row, whose own place is empty or has another file: the rows change places, and the
    /// walk settles what the other one finds there.
    func exchange(_ source: MoveCandidate, with other: String) throws {
        // A place that no file can have, for the moment in between.
        try writing.run(
            "UPDATE media_items SET path = CAST(id AS BLOB) || x'00' WHERE id = ?", [.text(source.id)])
        try setPlace(source.place, of: other)
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
    func listMismatch(_ source: MoveCandidate, _ item: FoundItem) throws -> Outcome {
        try writing.run("UPDATE media_items SET state = 1 WHERE id = ?", [.text(source.id)])
        try PhotoRecord.refreshCopies(ofItem: source.id, writing)
        try ConflictWriter.removeOthers(
            ofItem: source.id, than: .pathMismatch, at: ItemPlace(storage: storage, path: item.path), writing)
        var details = ConflictDetails()
        details.size = item.facts.digests.size
        details.expectedPath = source.place.path.display
        details.actualPath = item.path.display
        try ConflictWriter.list(
            .pathMismatch, storage: storage, path: item.path, item: source.id, at: timestamp, details: details,
            writing)
        return .mismatch(source.id)
    }
}

extension FoundItem {
    /// The same file, with other words.
    fileprivate func saying(_ text: PhotoText) -> FoundItem {
        var facts = facts
        facts.rating = text.rating.flatMap { Rating($0) }
        facts.label = text.label
        facts.title = text.title
        facts.caption = text.description
        return FoundItem(
            path: path, modifiedNanoseconds: modifiedNanoseconds, facts: facts, knownSHA256: knownSHA256)
    }
}
