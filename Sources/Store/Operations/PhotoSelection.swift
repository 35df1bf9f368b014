import Model
import SQLite

/// Photos that somebody chose for an operation.
package enum PhotoSelection: Sendable, Hashable {
    /// In the order in which they are worked on.
    case ids([String])
    /// All that a page with this filter shows, in its order.
    case filter(PhotoFilter)
}

/// A selection as it was at the click; photos that match a filter later are not in it.
package struct FrozenSelection: Sendable, Hashable {
    package let id: Int64
    package let count: Int

    /// Writes down which photos it is now.
    ///
    /// - Parameter now: ISO 8601.
    package init(_ selection: PhotoSelection, at now: String, _ writing: Writing) throws {
        try writing.run("INSERT INTO selections (photo_count, made_at) VALUES (0, ?)", [.text(now)])
        id = writing.lastInsertedRowID
        let ids = try Self.ids(of: selection, writing)
        count = ids.count
        for (position, photo) in ids.enumerated() {
            try writing.run(
                "INSERT INTO selected_photos VALUES (?, ?, ?)", [.integer(id), .integer(position), .text(photo)])
        }
        try writing.run(
            "UPDATE selections SET photo_count = ? WHERE selection_id = ?", [.integer(count), .integer(id)])
    }

    private init(_ row: Row) {
        id = row.int64(0)
        count = row.int(1)
    }

    /// nil = it has been forgotten.
    package static func find(_ id: Int64, _ reading: Reading) throws -> FrozenSelection? {
        try reading.row(
            "SELECT selection_id, photo_count FROM selections WHERE selection_id = ?", [.integer(id)]
        ) { Self($0) }
    }

    /// Photos from a position on, at most so many.
    package func photos(from position: Int, limit: Int, _ reading: Reading) throws -> [String] {
        try reading.rows(
            """
            SELECT photo_id FROM selected_photos WHERE selection_id = ? AND position >= ? ORDER BY position LIMIT ?
            """, [.integer(id), .integer(position), .integer(limit)]
        ) { $0.text(0) }
    }

    /// It lives as long as this operation may be resumed or started over.
    package func assign(to operation: String, _ writing: Writing) throws {
        try writing.run(
            "UPDATE selections SET operation_id = ? WHERE selection_id = ?", [.text(operation), .integer(id)])
    }

    /// Forgets selections of operations that came to their end before this time, and those that no operation was
    /// started with.
    ///
    /// - Parameter time: ISO 8601.
    package static func forget(before time: String, _ writing: Writing) throws {
        try writing.run(
            """
            DELETE FROM selections WHERE made_at < ?1 AND (operation_id IS NULL OR operation_id IN (
                SELECT operation_id FROM operation_state
                WHERE status IN ('complete', 'cancelled') AND finished_at < ?1))
            """, [.text(time)])
    }

    private static func ids(of selection: PhotoSelection, _ reading: Reading) throws -> [String] {
        switch selection {
        case .ids(let ids): return ids
        case .filter(let filter):
            let query = try PhotoQuery(filter, reading)
            var ids: [String] = []
            var cursor: PhotoCursor?
            while true {
                let page = try query.photos(beyond: cursor, limit: 1000, reading)
                ids += page.map(\.id)
                guard page.count == 1000, let last = page.last else { return ids }
                cursor = PhotoCursor(takenLocal: last.taken.local, photoID: last.id)
            }
        }
    }
}
