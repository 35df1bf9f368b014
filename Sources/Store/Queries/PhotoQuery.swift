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
        let (sql, values) = select(
            beyond: cursor, direction, limit: limit, isBroad: try isBroad(connection),
            isBroadImport: try isBroadImport(connection))
        return try connection.rows(sql, values) { PhotoRecord($0) }
    }

    /// How many photos match, counted up to `limit`.
    package func count(upTo limit: Int, _ connection: Connection) throws -> Int {
        let (conditions, values) = conditions(
            isBroad: try isBroad(connection), isBroadImport: try isBroadImport(connection))
        return try connection.integer(
            "SELECT count(*) FROM (SELECT 1 FROM photos p WHERE \(conditions) LIMIT ?)", values + [.integer(limit)])
    }

    /// Whether so many photos have the words that walking the timeline finds a page of them sooner than sorting all.
    private func isBroad(_ connection: Connection) throws -> Bool {
        guard let expression = filter.text.flatMap(PhotoSearch.expression) else { return false }
        let limit = 1000
        let found = try connection.integer(
            "SELECT count(*) FROM (SELECT 1 FROM photo_search WHERE photo_search MATCH ? LIMIT ?)",
            [.text(expression), .integer(limit)])
        return found == limit
    }

    /// The same for the photos of an import.
    private func isBroadImport(_ connection: Connection) throws -> Bool {
        guard let key = filter.importSession else { return false }
        return try connection.integer(
            "SELECT coalesce(sum(imported + replaced), 0) FROM import_sessions WHERE session_key = ?", [.integer(key)]
        ) > 2000
    }

    /// The statement behind `photos`, for plan tests.
    package func select(
        beyond cursor: PhotoCursor?, _ direction: Direction, limit: Int, isBroad: Bool = false,
        isBroadImport: Bool = false
    ) -> (sql: String, values: [Value]) {
        var (conditions, values) = conditions(isBroad: isBroad, isBroadImport: isBroadImport)
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

    private func conditions(isBroad: Bool, isBroadImport: Bool) -> (sql: String, values: [Value]) {
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
        if let key = filter.importSession { add(Self.importCondition(isBroad: isBroadImport), .integer(key)) }
        if let text = filter.text {
            if let expression = PhotoSearch.expression(text) {
                // The plus keeps the timeline's index (sqlite.org/optoverview.html, "Disqualifying WHERE Clause Terms").
                let key = isBroad ? "+p.photo_key" : "p.photo_key"
                add(
                    "\(key) IN (SELECT rowid FROM photo_search WHERE photo_search MATCH ?)", .text(expression))
            } else {
                add("0")
            }
        }
        return (parts.joined(separator: " AND "), values)
    }

    /// A few photos are looked up and sorted, many are met on the way along the timeline.
    private static func importCondition(isBroad: Bool) -> String {
        if isBroad {
            return """
                EXISTS (SELECT 1 FROM media_items i INDEXED BY media_items_photo
                    WHERE i.photo_key = p.photo_key AND i.import_session_id = ? AND i.state = 0)
                """
        }
        return """
            p.photo_key IN (SELECT photo_key FROM media_items WHERE import_session_id = ? AND state = 0)
            """
    }

    /// Seconds of the first moment of a year on the wall clock.
    private static func start(ofYear year: Int) -> Int64 {
        CivilYear.start(min(max(year, 1), 9999))
    }
}
