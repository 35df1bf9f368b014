import Media
import Model
import Platform
import SQLite

/// The full-text row of a photo; its rowid is the photo's key.
enum PhotoSearch {
    /// What stands in the columns behind the key.
    struct Row {
        let key: Int64
        let texts: [String?]

        fileprivate init(key: Int64, texts: [String?]) {
            self.key = key
            self.texts = texts
        }

        /// That of a photo which the library knows by one item alone, in no album.
        init(key: Int64, only item: FoundItem) {
            let facts = item.facts
            self.init(
                key: key,
                texts: [
                    item.path.displayName, facts.title, facts.caption,
                    facts.people.isEmpty ? nil : facts.people.joined(separator: " "), nil,
                    "\(facts.cameraMake ?? "") \(facts.cameraModel ?? "")", item.path.display,
                    facts.keywords.joined(separator: "\n"),
                ])
        }
    }

    /// Writes the rows from what the photos and their items say now.
    ///
    /// One after the other: a change of another table between two of them writes out what FTS5 has collected.
    static func refresh(_ keys: some Collection<Int64>, _ writing: Writing) throws {
        try write(try keys.compactMap { try row($0, writing) }, writing)
    }

    /// Writes rows as they are.
    static func write(_ rows: [Row], _ writing: Writing) throws {
        for row in rows {
            try writing.run(
                """
                INSERT OR REPLACE INTO photo_search
                    (rowid, name, title, description, people, album, camera, path, keywords)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, [.integer(row.key)] + row.texts.map { .text($0) })
        }
    }

    static func refresh(_ key: Int64, _ writing: Writing) throws { try refresh(CollectionOfOne(key), writing) }

    private static func row(_ key: Int64, _ reading: Reading) throws -> Row? {
        try reading.row(
            """
            SELECT group_concat(i.original_title, ' '), p.title, p.description,
                (SELECT group_concat(t.person_name, ' ') FROM people_tags t
                    JOIN media_items m ON m.id = t.media_id WHERE m.photo_key = p.photo_key),
                (SELECT group_concat(a.title, ' ') FROM album_items ai JOIN albums a USING (album_id)
                    JOIN media_items m ON m.id = ai.media_id WHERE m.photo_key = p.photo_key),
                max(i.exif_camera_make || ' ' || i.exif_camera_model), group_concat(i.relative_path, ' '),
                group_concat(i.keywords, ' ')
            FROM photos p JOIN media_items i ON i.photo_key = p.photo_key AND i.state = 0
            WHERE p.photo_key = ? GROUP BY p.photo_key
            """, [.integer(key)]
        ) { row in Row(key: key, texts: (0..<8).map { _ in row.optionalText() }) }
    }

    /// A search as people type it, as an FTS5 expression: every word must occur, the last one may be unfinished.
    ///
    /// - Returns: nil when there is no word in it.
    static func expression(_ text: String) -> String? {
        // By scalars: a character may hold a letter and a quote.
        let words = text.unicodeScalars.split { !isOfWord($0) }.prefix(16).map { String($0) }
        guard let last = words.last else { return nil }
        return words.dropLast().map { "\"\($0)\"" }.joined(separator: " ") + " \"\(last)\"*"
    }

    /// Letters, digits, and the marks that belong to the letter before them.
    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }
}
