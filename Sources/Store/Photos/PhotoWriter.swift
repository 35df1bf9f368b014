import Media
import Model
import SQLite

/// Finds or makes the photo that an item carries.
struct PhotoWriter {
    /// The photo of an item.
    struct Attached {
        let key: Int64
        let isNew: Bool
    }

    private let writing: Writing

    init(_ writing: Writing) { self.writing = writing }

    /// - Returns: nil for a file without a byte: it is no photo and never a duplicate (docs/metadata.md section 1).
    func attach(_ facts: Facts, itemID: String, sortTime: Int64) throws -> Attached? {
        guard facts.digests.size > 0 else { return nil }
        let known = try writing.row(
            "SELECT photo_key, rating, label, title, description FROM photos WHERE picture_hash = ?",
            [.text(facts.pictureHash.value)]
        ) { row in
            (Attached(key: row.int64(), isNew: false), isComplete: PhotoText(&row).isComplete)
        }
        guard let known else { return try insert(facts, itemID: itemID, sortTime: sortTime) }
        if !known.isComplete { try complete(known.0.key, from: facts) }
        return known.0
    }

    /// What the first copy did not say, a further one may.
    private func complete(_ key: Int64, from facts: Facts) throws {
        try writing.run(
            """
            UPDATE photos SET rating = coalesce(rating, ?), label = coalesce(label, ?), title = coalesce(title, ?),
                description = coalesce(description, ?)
            WHERE photo_key = ?
            """,
            [
                .integer(facts.rating?.stars), .text(facts.label), .text(facts.title), .text(facts.caption),
                .integer(key),
            ])
    }

    /// Gives it the id of its first item, unless an earlier photo of that item has it: then the next free one.
    private func insert(_ facts: Facts, itemID: String, sortTime: Int64) throws -> Attached {
        var id = itemID
        while try !insert(facts, id: id, sortTime: sortTime) { id = try writing.nextID(second: sortTime) }
        return Attached(key: writing.lastInsertedRowID, isNew: true)
    }

    /// - Returns: whether the id was free; otherwise nothing is done.
    private func insert(_ facts: Facts, id: String, sortTime: Int64) throws -> Bool {
        let isTurned = (5...8).contains(facts.orientation ?? 1)
        try writing.run(
            """
            INSERT INTO photos (photo_id, picture_hash, picture_hash_scope, media_type, width, height,
                duration_seconds, taken_local, taken_milliseconds, utc_offset, taken_source, rating, label, title,
                description)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (photo_id) DO NOTHING
            """,
            [
                .text(id), .text(facts.pictureHash.value), .text(facts.pictureHash.scope.rawValue),
                .text((facts.mediaType ?? .photo).rawValue), .integer(isTurned ? facts.height : facts.width),
                .integer(isTurned ? facts.width : facts.height), .real(facts.durationSeconds), .integer(sortTime),
                .integer(facts.taken?.milliseconds ?? 0), .integer(facts.taken?.utcOffset),
                .text((facts.taken?.source ?? .mtime).rawValue), .integer(facts.rating?.stars), .text(facts.label),
                .text(facts.title), .text(facts.caption),
            ])
        return writing.changedRows > 0
    }
}
