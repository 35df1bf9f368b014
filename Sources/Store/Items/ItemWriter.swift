import Media
package import Model
import Platform
import SQLite

/// Turns what an index run found into rows of `media_items` and `photos`, inside one transaction.
package struct ItemWriter {
    let writing: Writing
    let storage: Int64
    /// Where rows that may have moved were looked for; empty = nothing is taken as moved.
    let places: SeenPlaces
    /// Unix seconds.
    private let time: Double
    /// For the history of what another program has changed.
    private let operation: String?
    private let searched = SearchQueue()

    /// - Parameters:
    ///   - now: Unix seconds.
    ///   - operation: the operation that does it, for the history.
    package init(
        _ writing: Writing, storage: Int64, now: Double, places: SeenPlaces = .init(),
        operation: String? = nil
    ) {
        self.writing = writing
        self.storage = storage
        self.places = places
        self.operation = operation
        time = now
    }

    /// ISO 8601.
    var timestamp: String { ISO8601.utc(time) }

    /// What became of a file that was found.
    package enum Outcome: Sendable, Hashable {
        /// - Parameter isCopy: whether the library had the picture already.
        case added(String, isCopy: Bool)
        case changed(String)
        /// The row of a file that lies elsewhere now.
        case moved(String, Relocation)
        /// As `moved`, but it is left to a person.
        case mismatch(String)
        /// The row is newer than what was read.
        case kept(String)

        package var item: String {
            switch self {
            case .added(let id, _), .changed(let id), .moved(let id, _), .mismatch(let id), .kept(let id): id
            }
        }
    }

    /// Where a moved row came from.
    package struct Relocation: Sendable, Hashable {
        /// As it was before.
        package let source: MoveCandidate
        /// The row that stood at the new place and stands now at the old one, where nothing lies.
        package let displaced: String?
    }

    /// Adds the file or, when its path is known, brings its row up to date.
    ///
    /// - Returns: the item's id.
    @discardableResult
    package func write(_ item: FoundItem) throws -> String { try record(item).item }

    /// As `write`, and says what it was: a file whose row has lost its own is that file, moved.
    package func record(_ item: FoundItem) throws -> Outcome {
        try searchable { try recordUnsearched(item) }
    }

    /// As `record`, for many at once.
    package func record(_ items: [FoundItem]) throws -> [Outcome] {
        try searchable { try items.map(recordUnsearched) }
    }

    /// Runs `body` and writes the full-text rows of its photos after that, all together.
    private func searchable<Result>(_ body: () throws -> Result) throws -> Result {
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

    private func recordUnsearched(_ item: FoundItem) throws -> Outcome {
        guard let known = try knownRow(item.path) else {
            guard let source = try departed(item) else {
                let (id, isCopy) = try insert(item)
                try ConflictWriter.remove(.pathMismatch, storage: storage, path: item.path, writing)
                return .added(id, isCopy: isCopy)
            }
            guard places.isFixing else { return try listMismatch(source, item) }
            return .moved(try move(source, to: item), Relocation(source: source, displaced: nil))
        }
        guard item.knownSHA256 == nil || [item.knownSHA256, item.facts.digests.sha256].contains(known.sha256) else {
            return .kept(known.id)
        }
        if known.pictureHash != item.facts.pictureHash.value, places.isFixing,
            let source = try departed(item), source.place.storage == storage
        {
            try exchange(source, with: known.id)
            let displaced = places.isNothing(at: source.place) ? known.id : nil
            return .moved(try move(source, to: item), Relocation(source: source, displaced: displaced))
        }
        return .changed(try update(known, item))
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

    private func setState(_ state: ItemState, of id: String) throws {
        try writing.run("UPDATE media_items SET state = ? WHERE id = ?", [.integer(state.rawValue), .text(id)])
        try PhotoRecord.refreshCopies(ofItem: id, writing)
    }

    // MARK: - One item

    struct KnownRow {
        let id: String
        let photoKey: Int64?
        let sha256: String
        let pictureHash: String?
        let state: ItemState
        /// What was last read of the file.
        let read: PhotoText
    }

    private func knownRow(_ path: RelativePath) throws -> KnownRow? {
        try knownRow("i.storage_id = ? AND i.path = ?", [.integer(storage), .blob(path.bytes)])
    }

    func knownRow(_ condition: String, _ values: [Value]) throws -> KnownRow? {
        try writing.row(
            """
            SELECT i.id, i.photo_key, i.file_sha256, p.picture_hash, i.state, i.read_rating, i.read_label, i.read_title,
                i.read_description
            FROM media_items i LEFT JOIN photos p ON p.photo_key = i.photo_key WHERE \(condition)
            """, values
        ) { row in
            KnownRow(
                id: row.text(), photoKey: row.optionalInt64(), sha256: row.text(),
                pictureHash: row.optionalText(), state: try row.number(),
                read: PhotoText(&row))
        }
    }

    private func insert(_ item: FoundItem) throws -> (id: String, isCopy: Bool) {
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

    func update(_ known: KnownRow, _ item: FoundItem) throws -> String {
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
        if let photo, photo.key == known.photoKey {
            try ReadBack(writing, item: known.id, photo: photo.key, operation: operation, at: timestamp)
                .settle(PhotoText(item.facts), since: known.read, at: (storage, item.path))
        }
        if let photo { searched.add(photo.key) }
        return known.id
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
