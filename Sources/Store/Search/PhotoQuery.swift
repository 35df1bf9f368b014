import Model
import SQLite

/// Reads photos in the library's order by keyset, never by offset.
package struct PhotoQuery {
    /// Which way from the cursor.
    package enum Direction: Sendable {
        case older, newer
    }

    /// Which conditions so many photos meet that walking the timeline finds a page of them sooner than sorting all.
    struct Breadth {
        var isBroadText = false
        var isBroadImport = false
    }

    private let filter: PhotoFilter
    private let breadth: Breadth

    /// Looks up how broad the filter is: once, for everything that is asked of the query.
    package init(_ filter: PhotoFilter, _ reading: Reading) throws {
        self.init(
            filter,
            Breadth(
                isBroadText: try Self.isBroadText(filter, reading),
                isBroadImport: try Self.isBroadImport(filter, reading)))
    }

    /// For plan tests.
    init(_ filter: PhotoFilter, _ breadth: Breadth = Breadth()) {
        self.filter = filter
        self.breadth = breadth
    }

    /// At most `limit` photos beyond `cursor`; towards `newer` the nearest comes first.
    package func photos(
        beyond cursor: PhotoCursor?, _ direction: Direction = .older, limit: Int, _ reading: Reading
    ) throws -> [PhotoRecord] {
        var (conditions, values) = conditions
        let (order, comparison) = direction == .older ? ("DESC", "<") : ("ASC", ">")
        if let cursor {
            conditions += " AND (p.taken_local, p.photo_id) \(comparison) (?, ?)"
            values += [.integer(cursor.takenLocal), .text(cursor.photoID)]
        }
        return try reading.rows(
            """
            SELECT \(PhotoRecord.columns) FROM photos p WHERE \(conditions)
            ORDER BY p.taken_local \(order), p.photo_id \(order) LIMIT ?
            """, values + [.integer(limit)]
        ) { try PhotoRecord(&$0) }
    }

    /// How many photos match; nil where counting them would cost more than showing them.
    package func total(_ reading: Reading) throws -> Int? {
        if breadth.isBroadText { return nil }
        // Whether a photo lies in a storage or came with a large import is looked up photo by photo.
        let limit = filter.storage == nil && !breadth.isBroadImport ? 20_000 : 2_000
        let (conditions, values) = conditions
        let count = try reading.integer(
            "SELECT count(*) FROM (SELECT 1 FROM photos p WHERE \(conditions) LIMIT ?)", values + [.integer(limit)])
        if count < limit { return count }
        var others = filter
        others.storage = nil
        guard let storage = filter.storage, others.isEmpty else { return nil }
        return try reading.integer("SELECT photo_count FROM storages WHERE storage_id = ?", [.integer(storage)])
    }

    private static func isBroadText(_ filter: PhotoFilter, _ reading: Reading) throws -> Bool {
        guard let expression = filter.text.flatMap(PhotoSearch.expression) else { return false }
        let limit = 1000
        let found = try reading.integer(
            "SELECT count(*) FROM (SELECT 1 FROM photo_search WHERE photo_search MATCH ? LIMIT ?)",
            [.text(expression), .integer(limit)])
        return found == limit
    }

    private static func isBroadImport(_ filter: PhotoFilter, _ reading: Reading) throws -> Bool {
        guard let key = filter.importSession else { return false }
        return try reading.integer(
            "SELECT coalesce(sum(imported + replaced), 0) FROM import_sessions WHERE session_key = ?", [.integer(key)]
        ) > 2000
    }

    private var conditions: (sql: String, values: [Value]) {
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
        if let key = filter.importSession { add(Self.importCondition(isBroad: breadth.isBroadImport), .integer(key)) }
        if let text = filter.text {
            if let expression = PhotoSearch.expression(text) {
                // The plus keeps the timeline's index (sqlite.org/optoverview.html, "Disqualifying WHERE Clause Terms").
                let key = breadth.isBroadText ? "+p.photo_key" : "p.photo_key"
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
