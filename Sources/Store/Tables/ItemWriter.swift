import Media
import Model
package import SQLite

/// Turns what an index run found into rows of `media_items` and `photos`, inside one transaction.
package struct ItemWriter {
    private let store: LibraryStore
    private let connection: Connection
    private let storage: Int64
    /// Unix seconds, for `scan_timestamp`.
    private let now: Int64

    package init(store: LibraryStore, connection: Connection, storage: Int64, now: Double) {
        self.store = store
        self.connection = connection
        self.storage = storage
        self.now = Int64(now)
    }

    /// Adds the file or, when its path is known, brings its row up to date.
    ///
    /// - Returns: the item's id.
    @discardableResult
    package func write(_ item: FoundItem) throws -> String {
        guard let known = try knownRow(item.path) else { return try insert(item) }
        guard item.knownSHA256 == nil || item.knownSHA256 == known.sha256 else { return known.id }
        return try update(known, item)
    }

    /// The file is gone although its folder could be read.
    package func markMissing(_ id: String) throws { try setState(.missing, of: id) }

    /// The file of a missing item is there again, unchanged.
    package func markPresent(_ id: String) throws { try setState(.present, of: id) }

    private func setState(_ state: ItemState, of id: String) throws {
        try connection.run("UPDATE media_items SET state = ? WHERE id = ?", [.integer(state.rawValue), .text(id)])
        try PhotoRecord.refreshCopies(ofItem: id, connection)
    }

    // MARK: - One item

    private struct KnownRow {
        let id: String
        let photoKey: Int64?
        let rating: Int?
        let label: String?
        let title: String?
        let description: String?
        let sha256: String
    }

    private func knownRow(_ path: RelativePath) throws -> KnownRow? {
        try connection.row(
            """
            SELECT id, photo_key, read_rating, read_label, read_title, read_description, file_sha256
            FROM media_items WHERE storage_id = ? AND path = ?
            """, [.integer(storage), .blob(path.bytes)]
        ) { row in
            KnownRow(
                id: row.text(0), photoKey: row.optionalInt64(1), rating: row.optionalInt(2),
                label: row.optionalText(3), title: row.optionalText(4), description: row.optionalText(5),
                sha256: row.text(6))
        }
    }

    private func insert(_ item: FoundItem) throws -> String {
        let sortTime = item.facts.taken?.local ?? item.modifiedNanoseconds / 1_000_000_000
        let id = try store.nextID(second: sortTime, in: connection)
        let photo = try PhotoWriter(store, connection).attach(item.facts, itemID: id, sortTime: sortTime)
        let columns = [
            "id", "storage_id", "path", "original_title", "relative_path", "file_extension", "scan_timestamp",
        ]
        try connection.run(
            Self.insertStatement(columns + Self.readColumns),
            [
                .text(id), .integer(storage), .blob(item.path.bytes), .text(item.path.displayName),
                .text(item.path.display), .text(item.path.fileExtension), .integer(now),
            ] + Self.readValues(item, photoKey: photo?.key))
        try writePeople(item.facts.people, of: id)
        if let photo {
            if !photo.isNew { try PhotoRecord.refreshCopies(photo.key, connection) }
            try PhotoSearch.refresh(photo.key, connection)
        }
        return id
    }

    private func update(_ known: KnownRow, _ item: FoundItem) throws -> String {
        let sortTime = item.facts.taken?.local ?? item.modifiedNanoseconds / 1_000_000_000
        let photo = try PhotoWriter(store, connection).attach(item.facts, itemID: known.id, sortTime: sortTime)
        let assignments = Self.readColumns.map { "\($0) = ?" }.joined(separator: ", ")
        try connection.run(
            "UPDATE media_items SET \(assignments), state = 0 WHERE id = ?",
            Self.readValues(item, photoKey: photo?.key) + [.text(known.id)])
        try writePeople(item.facts.people, of: known.id)
        for key in Set([photo?.key, known.photoKey].compactMap { $0 }) {
            try PhotoRecord.refreshCopies(key, connection)
        }
        if let photo, photo.key == known.photoKey { try adoptEdits(of: item, since: known, photo: photo.key) }
        if let photo { try PhotoSearch.refresh(photo.key, connection) }
        return known.id
    }

    /// Another program changed the rating, label, title or caption since we last read or wrote the file: it wins.
    private func adoptEdits(of item: FoundItem, since known: KnownRow, photo: Int64) throws {
        let waiting = try connection.integer(
            "SELECT count(*) FROM metadata_writes WHERE media_id = ?", [.text(known.id)])
        guard waiting == 0 else { return }
        let facts = item.facts
        let edits: [(column: String, isChanged: Bool, value: Value)] = [
            ("rating", facts.rating?.stars != known.rating, .integer(facts.rating?.stars)),
            ("label", facts.label != known.label, .text(facts.label)),
            ("title", facts.title != known.title, .text(facts.title)),
            ("description", facts.caption != known.description, .text(facts.caption)),
        ]
        for edit in edits where edit.isChanged {
            try connection.run(
                "UPDATE photos SET \(edit.column) = ? WHERE photo_key = ?", [edit.value, .integer(photo)])
        }
    }

    private func writePeople(_ people: [String], of id: String) throws {
        try connection.run("DELETE FROM people_tags WHERE media_id = ?", [.text(id)])
        for (order, name) in people.enumerated() {
            try connection.run("INSERT INTO people_tags VALUES (?, ?, ?)", [.text(id), .integer(order), .text(name)])
        }
    }

    private static func insertStatement(_ columns: [String]) -> String {
        let marks = repeatElement("?", count: columns.count).joined(separator: ", ")
        return "INSERT INTO media_items (\(columns.joined(separator: ", "))) VALUES (\(marks))"
    }
}
