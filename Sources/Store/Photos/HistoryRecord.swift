import SQLite

/// One change of a photo's rating, label, title or description, as its page lists it.
package struct HistoryRecord: Sendable, Hashable {
    package let id: Int64
    package let photoKey: Int64
    package let field: PhotoEdit.Field
    package let oldValue: String?
    package let newValue: String?
    package let changedAt: String
    package let undoneAt: String?

    private init(_ row: inout Row) throws {
        id = row.int64()
        photoKey = row.int64()
        field = try row.word()
        oldValue = row.optionalText()
        newValue = row.optionalText()
        changedAt = row.text()
        undoneAt = row.optionalText()
    }

    private static let columns = "history_id, photo_key, field, old_value, new_value, changed_at, undone_at"

    /// Newest first.
    package static func all(
        ofPhoto key: Int64, limit: Int, _ reading: Reading
    ) throws -> [HistoryRecord] {
        try reading.rows(
            "SELECT \(columns) FROM history WHERE photo_key = ? ORDER BY history_id DESC LIMIT ?",
            [.integer(key), .integer(limit)]
        ) { try Self(&$0) }
    }

    package static func find(_ id: Int64, _ reading: Reading) throws -> HistoryRecord? {
        try reading.row("SELECT \(columns) FROM history WHERE history_id = ?", [.integer(id)]) { try Self(&$0) }
    }

    package static func insert(
        photo: Int64, field: PhotoEdit.Field, old: String?, new: String?, at time: String, operation: String?,
        _ writing: Writing
    ) throws {
        try writing.run(
            """
            INSERT INTO history (photo_key, field, old_value, new_value, changed_at, operation_id)
            VALUES (?, ?, ?, ?, ?, ?)
            """, [.integer(photo), .text(field.rawValue), .text(old), .text(new), .text(time), .text(operation)])
    }

    package static func markUndone(_ id: Int64, at time: String, _ writing: Writing) throws {
        try writing.run("UPDATE history SET undone_at = ? WHERE history_id = ?", [.text(time), .integer(id)])
    }
}
