import Model
package import SQLite

/// Reads photos in the library's order by keyset, never by offset.
package struct PhotoQuery {
    /// Which way from the cursor.
    package enum Direction: Sendable {
        case older, newer
    }

    private let filter: PhotoFilter

    package init(_ filter: PhotoFilter) { self.filter = filter }

    /// At most `limit` photos beyond `cursor`; towards `newer` the nearest comes first.
    package func photos(
        beyond cursor: PhotoCursor?, _ direction: Direction = .older, limit: Int, _ connection: Connection
    ) throws -> [PhotoRecord] {
        let (sql, values) = select(beyond: cursor, direction, limit: limit)
        return try connection.rows(sql, values) { PhotoRecord($0) }
    }

    /// How many photos match, counted up to `limit`.
    package func count(upTo limit: Int, _ connection: Connection) throws -> Int {
        let (conditions, values) = conditions()
        return try connection.integer(
            "SELECT count(*) FROM (SELECT 1 FROM photos p WHERE \(conditions) LIMIT ?)", values + [.integer(limit)])
    }

    /// The statement behind `photos`, for plan tests.
    package func select(
        beyond cursor: PhotoCursor?, _ direction: Direction, limit: Int
    ) -> (sql: String, values: [Value]) {
        var (conditions, values) = conditions()
        let (order, comparison) = direction == .older ? ("DESC", "<") : ("ASC", ">")
        if let cursor {
            conditions += " AND (p.taken_local, p.photo_id) \(comparison) (?, ?)"
            values += [.integer(cursor.takenLocal), .text(cursor.photoID)]
        }
        let sql = """
            SELECT \(PhotoRecord.columns) FROM photos p WHERE \(conditions)
            ORDER BY p.taken_local \(order), p.photo_id \(order) LIMIT ?
            """
        return (sql, values + [.integer(limit)])
    }

    private func conditions() -> (sql: String, values: [Value]) {
        var parts = ["p.is_visible = 1"]
        var values: [Value] = []
        func add(_ part: String, _ more: Value...) {
            parts.append(part)
            values += more
        }
        if let storage = filter.storage {
            add(
                """
                EXISTS (SELECT 1 FROM media_items i INDEXED BY media_items_photo
                    WHERE i.photo_key = p.photo_key AND i.storage_id = ? AND i.state = 0)
                """, .integer(storage))
        }
        if let year = filter.year {
            add(
                "p.taken_local >= ? AND p.taken_local < ?", .integer(Self.start(ofYear: year)),
                .integer(Self.start(ofYear: year + 1)))
        }
        if let type = filter.mediaType { add("p.media_type = ?", .text(type.rawValue)) }
        if filter.favoritesOnly {
            add("p.rating = 5")
        } else if let rating = filter.minimumRating {
            add("p.rating >= ?", .integer(rating))
        }
        if let label = filter.label { add("p.label = ?", .text(label)) }
        if let text = filter.text {
            if let expression = PhotoSearch.expression(text) {
                add(
                    "p.photo_key IN (SELECT rowid FROM photo_search WHERE photo_search MATCH ?)", .text(expression))
            } else {
                add("0")
            }
        }
        return (parts.joined(separator: " AND "), values)
    }

    /// Seconds of the first moment of a year on the wall clock.
    private static func start(ofYear year: Int) -> Int64 {
        CivilYear.start(min(max(year, 1), 9999))
    }
}
