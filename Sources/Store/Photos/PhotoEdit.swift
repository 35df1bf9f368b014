import Model
import SQLite

/// Changes what a photo says, and writes down what it said before.
package enum PhotoEdit {
    /// Fields of `photos` that can be edited; also the words of the history.
    package enum Field: String, Sendable, CaseIterable, Codable {
        case rating, label, title, description
    }

    /// Sets one field; empty text and the rating 0 take the value away.
    ///
    /// - Returns: whether anything changed.
    package static func set(
        _ field: Field, to value: String?, photo key: Int64, at time: String, operation: String?,
        _ writing: Writing
    ) throws -> Bool {
        let old = try writing.row("SELECT \(field.rawValue) FROM photos WHERE photo_key = ?", [.integer(key)]) {
            $0.optionalText()
        }
        let isRemoved = value == nil || value == "" || (field == .rating && value == "0")
        let new = isRemoved ? nil : value
        guard (old ?? nil) != new else { return false }
        // "0" read from a file means the same as no rating.
        if field == .rating, new == nil, old == "0" { return false }
        try writing.run(
            "UPDATE photos SET \(field.rawValue) = ? WHERE photo_key = ?", [.text(new), .integer(key)])
        try HistoryRecord.insert(
            photo: key, field: field, old: old ?? nil, new: new, at: time, operation: operation, writing)
        if field == .rating { try queueStar(key, old: old ?? nil, new: new, at: time, writing) }
        if field == .title || field == .description { try PhotoSearch.refresh(key, writing) }
        return true
    }

    /// `star_queue`: a favourite that comes or goes.
    private static func queueStar(
        _ key: Int64, old: String?, new: String?, at time: String, _ writing: Writing
    ) throws {
        guard (old == "5") != (new == "5") else { return }
        try writing.run(
            """
            INSERT INTO star_queue (photo_md5, picture_hash, action, queued_at)
            SELECT (SELECT file_md5 FROM media_items i WHERE i.photo_key = p.photo_key ORDER BY id LIMIT 1),
                picture_hash, ?, ?
            FROM photos p WHERE photo_key = ?
            """, [.text(new == "5" ? "star" : "unstar"), .text(time), .integer(key)])
    }
}
