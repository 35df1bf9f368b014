import Media
package import Model
import Platform
import SQLite

/// Writes files of a storage into `media_items` and `photos`, inside one transaction; what a file is has been decided.
package struct ItemWriter {
    package let writing: Writing
    package let storage: Int64
    /// Unix seconds.
    private let time: Double
    private let searched = SearchQueue()

    /// - Parameter now: Unix seconds.
    package init(_ writing: Writing, storage: Int64, now: Double) {
        self.writing = writing
        self.storage = storage
        time = now
    }

    /// ISO 8601.
    package var timestamp: String { ISO8601.utc(time) }

    /// Adds the file or, when its path is known, brings its row up to date, and asks nothing else.
    ///
    /// - Returns: the item's id.
    @discardableResult
    package func write(_ item: FoundItem) throws -> String {
        try searchable {
            guard let known = try known(at: item.path) else { return try add(item).id }
            _ = try update(known, item)
            return known.id
        }
    }

    /// Runs `body` and writes the full-text rows of its photos after that, all together.
    package func searchable<Result>(_ body: () throws -> Result) throws -> Result {
        defer {
            searched.keys = []
            searched.new = [:]
        }
        let result = try body()
        try PhotoSearch.refresh(searched.keys.sorted(), writing)
        try PhotoSearch.write(searched.new.values.sorted { $0.key < $1.key }, writing)
        return result
    }

    /// Photos whose full-text rows are to be written.
    private final class SearchQueue {
        var keys: Set<Int64> = []
        /// Of photos that came in with this item and no other yet: nothing has to be looked up for them.
        var new: [Int64: PhotoSearch.Row] = [:]

        func add(_ key: Int64) {
            new[key] = nil
            keys.insert(key)
        }
    }

    /// The file is gone although its folder could be read.
    ///
    /// - Parameter path: where it was looked for.
    /// - Returns: false when the row has found its file elsewhere meanwhile, or is known to be missing.
    package func markMissing(_ id: String, at path: RelativePath, lastSeen: String? = nil) throws -> Bool {
        let place = ItemPlace(storage: storage, path: path)
        guard try KnownItem.isExpected(id, at: place, writing) else { return false }
        try setState(.missing, of: id)
        try ConflictWriter.removeAll(ofItem: id, writing)
        var details = ConflictDetails()
        details.lastSeen = lastSeen
        try ConflictWriter.list(
            .missingFile, storage: storage, path: path, item: id, at: timestamp, details: details, writing)
        return true
    }

    /// The file of a missing item is there again, unchanged.
    package func markPresent(_ id: String) throws {
        try setState(.present, of: id)
        try ConflictWriter.removeAll(ofItem: id, writing)
    }

    /// The item came with this import, or with none.
    package static func setSession(_ session: Int64?, of id: String, _ writing: Writing) throws {
        try writing.run(
            "UPDATE media_items SET import_session_id = ? WHERE id = ?", [.integer(session), .text(id)])
    }

    /// The import that an item came with; nil = with none.
    package static func session(of id: String, _ reading: Reading) throws -> Int64? {
        try reading.row("SELECT import_session_id FROM media_items WHERE id = ?", [.text(id)]) {
            $0.optionalInt64()
        } ?? nil
    }

    func setState(_ state: ItemState, of id: String) throws {
        try writing.run("UPDATE media_items SET state = ? WHERE id = ?", [.integer(state.rawValue), .text(id)])
        try PhotoRecord.refreshCopies(ofItem: id, writing)
    }

    // MARK: - One item

    /// What the row of a path, or of an item, says.
    package func known(at path: RelativePath) throws -> KnownRow? {
        try knownRow("i.storage_id = ? AND i.path = ?", [.integer(storage), .blob(path.bytes)])
    }

    package func known(_ id: String) throws -> KnownRow? { try knownRow("i.id = ?", [.text(id)]) }

    private func knownRow(_ condition: String, _ values: [Value]) throws -> KnownRow? {
        try writing.row(
            """
            SELECT i.id, i.photo_key, i.file_sha256, p.picture_hash, i.state, i.read_rating, i.read_label, i.read_title,
                i.read_description
            FROM media_items i LEFT JOIN photos p ON p.photo_key = i.photo_key WHERE \(condition)
            """, values
        ) { row in
            KnownRow(
                id: row.text(), photoKey: row.optionalInt64(), sha256: row.text(), pictureHash: row.optionalText(),
                state: try row.number(), read: PhotoText(&row))
        }
    }

    /// - Returns: the item's id, and whether the library had the picture already.
    package func add(_ item: FoundItem) throws -> (id: String, isCopy: Bool) {
        let sortTime = item.facts.taken?.local ?? item.modifiedNanoseconds / 1_000_000_000
        let id = try writing.nextID(second: sortTime)
        let photo = try PhotoWriter(writing).attach(item.facts, itemID: id, sortTime: sortTime)
        try writing.run(
            Self.insertStatement,
            [
                .text(id), .integer(storage), .blob(item.path.bytes), .text(item.path.displayName),
                .text(item.path.display), .text(item.path.fileExtension), .integer(Int64(time)),
            ] + Self.readValues(item, photoKey: photo?.key))
        try addPeople(item.facts.people, of: id)
        try ConflictWriter.remove(.pathMismatch, storage: storage, path: item.path, writing)
        if let photo {
            if photo.isNew {
                searched.new[photo.key] = PhotoSearch.Row(key: photo.key, only: item)
            } else {
                try PhotoRecord.refreshCopies(photo.key, writing)
                searched.add(photo.key)
            }
        }
        return (id, try photo.map { $0.isNew ? false : try PhotoRecord.hasCopies($0.key, writing) } ?? false)
    }

    /// Brings the row in line with what was read of its file.
    ///
    /// - Returns: the key of the photo that it carries now.
    package func update(_ known: KnownRow, _ item: FoundItem) throws -> Int64? {
        let sortTime = item.facts.taken?.local ?? item.modifiedNanoseconds / 1_000_000_000
        let photo = try PhotoWriter(writing).attach(item.facts, itemID: known.id, sortTime: sortTime)
        try writing.run(
            Self.updateStatement,
            Self.readValues(item, photoKey: photo?.key) + [.text(known.id)])
        try writing.run("DELETE FROM people_tags WHERE media_id = ?", [.text(known.id)])
        try addPeople(item.facts.people, of: known.id)
        for key in Set([photo?.key, known.photoKey].compactMap { $0 }) {
            try PhotoRecord.refreshCopies(key, writing)
        }
        if known.state == .missing { try ConflictWriter.removeAll(ofItem: known.id, writing) }
        if let photo { searched.add(photo.key) }
        return photo?.key
    }

    private func addPeople(_ people: [String], of id: String) throws {
        for (order, name) in people.enumerated() {
            try writing.run("INSERT INTO people_tags VALUES (?, ?, ?)", [.text(id), .integer(order), .text(name)])
        }
    }

    private static let insertStatement: String = {
        let columns =
            ["id", "storage_id", "path", "original_title", "relative_path", "file_extension", "scan_timestamp"]
            + readColumns
        let marks = repeatElement("?", count: columns.count).joined(separator: ", ")
        return "INSERT INTO media_items (\(columns.joined(separator: ", "))) VALUES (\(marks))"
    }()

    private static let updateStatement: String = {
        let assignments = readColumns.map { "\($0) = ?" }.joined(separator: ", ")
        return "UPDATE media_items SET \(assignments), state = 0 WHERE id = ?"
    }()
}
