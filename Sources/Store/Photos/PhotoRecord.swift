package import Model
import SQLite

/// A row of `photos`.
package struct PhotoRecord: Sendable, Hashable {
    package let key: Int64
    /// The id of its first item; never changes.
    package let id: String
    package let pictureHash: PictureHash
    package let mediaType: MediaType
    /// Pixels with the orientation applied.
    package let width: Int?
    package let height: Int?
    package let durationSeconds: Double?
    package let taken: CaptureDate
    package let rating: Rating?
    package let label: String?
    package let title: String?
    package let caption: String?
    package let isVisible: Bool
    /// How many files carry it now.
    package let copies: Int
    package let writeState: WriteState
    package let writeProblem: String?
    package let rendition: Rendition

    /// Whether every file has what the library says.
    package enum WriteState: String, Sendable {
        case clean, pending, failed
    }

    /// The pictures made of the photo.
    package struct Rendition: Sendable, Hashable {
        /// `absent`: not tried yet; `made`; `none`: cannot be made.
        package enum State: String, Sendable { case absent, made, none }

        package let state: State
        package let problem: String?
        /// MD5 of the file they were made from: their name in the caches.
        package let md5: String?
        /// `#rrggbb`.
        package let dominantColor: String?
    }

    static let columns = """
        p.photo_key, p.photo_id, p.picture_hash, p.picture_hash_scope, p.media_type, p.width, p.height,
        p.duration_seconds, p.taken_local, p.taken_milliseconds, p.utc_offset, p.taken_source, p.rating, p.label,
        p.title, p.description, p.is_visible, p.copies, p.write_state, p.write_problem, p.rendition_state,
        p.rendition_problem, p.rendition_md5, p.dominant_color
        """

    init(_ row: inout Row) throws {
        key = row.int64()
        id = row.text()
        pictureHash = PictureHash(value: row.text(), scope: try row.word())
        mediaType = try row.word()
        width = row.optionalInt()
        height = row.optionalInt()
        durationSeconds = row.optionalDouble()
        taken = CaptureDate(
            local: row.int64(), milliseconds: row.int(), utcOffset: row.optionalInt(),
            source: try row.word())
        rating = row.optionalInt().flatMap { Rating($0) }
        label = row.optionalText()
        title = row.optionalText()
        caption = row.optionalText()
        isVisible = row.bool()
        copies = row.int()
        writeState = try row.word()
        writeProblem = row.optionalText()
        rendition = Rendition(
            state: try row.word(), problem: row.optionalText(),
            md5: row.optionalText(), dominantColor: row.optionalText())
    }
}

extension PhotoRecord {
    /// The photo with this id, or the photo that the item with this id carries.
    package static func find(_ id: String, _ reading: Reading) throws -> PhotoRecord? {
        let photo = try reading.row("SELECT \(columns) FROM photos p WHERE p.photo_id = ?", [.text(id)]) {
            try Self(&$0)
        }
        if let photo, photo.isVisible { return photo }
        // An item whose picture was changed carries another photo than the one that began with it.
        let carried = try reading.row(
            "SELECT \(columns) FROM media_items i JOIN photos p USING (photo_key) WHERE i.id = ?", [.text(id)]
        ) { try Self(&$0) }
        return carried ?? photo
    }

    package static func find(key: Int64, _ reading: Reading) throws -> PhotoRecord? {
        try reading.row("SELECT \(columns) FROM photos p WHERE p.photo_key = ?", [.integer(key)]) { try Self(&$0) }
    }

    /// A photo whose pictures were not tried yet and one of whose files can be reached.
    private static let lacksRendition = """
        p.rendition_state = 'absent' AND EXISTS (
            SELECT 1 FROM media_items i JOIN storages s USING (storage_id)
            WHERE i.photo_key = p.photo_key AND i.state = 0 AND s.state != 'offline')
        """

    /// Photos whose pictures were not tried yet and can be made, newest first, below a place in that order.
    package static func withoutRendition(
        before taken: Int64?, key: Int64?, limit: Int, _ reading: Reading
    ) throws -> [PhotoRecord] {
        try reading.rows(
            """
            SELECT \(columns) FROM photos p
            WHERE \(lacksRendition) AND (p.taken_local, p.photo_key) < (?, ?)
            ORDER BY p.taken_local DESC, p.photo_key DESC LIMIT ?
            """, [.integer(taken ?? .max), .integer(key ?? .max), .integer(limit)]
        ) { try Self(&$0) }
    }

    package static func countWithoutRendition(_ reading: Reading) throws -> Int {
        try reading.integer("SELECT count(*) FROM photos p WHERE \(lacksRendition)")
    }

    /// Writes down what became of a photo's pictures.
    ///
    /// - Parameter md5: under which they lie in the caches; nil = there are none.
    package static func setRendition(
        _ key: Int64, md5: String?, color: String?, perceptualHash: Int64?, problem: String?, _ writing: Writing
    ) throws {
        try writing.run(
            """
            UPDATE photos SET rendition_state = ?, rendition_md5 = ?, rendition_problem = ?,
                dominant_color = coalesce(?, dominant_color), perceptual_hash = coalesce(?, perceptual_hash)
            WHERE photo_key = ?
            """,
            [
                .text(md5 == nil ? Rendition.State.none.rawValue : Rendition.State.made.rawValue), .text(md5),
                .text(problem), .text(color), .integer(perceptualHash), .integer(key),
            ])
    }

    /// Counts the photo's present files; without any it disappears from the grid.
    package static func refreshCopies(_ key: Int64, _ writing: Writing) throws {
        try writing.run(
            """
            UPDATE photos SET (copies, is_visible) =
                (SELECT count(*), count(*) > 0 FROM media_items WHERE photo_key = ?1 AND state = 0)
            WHERE photo_key = ?1
            """, [.integer(key)])
    }

    /// Whether more than one present file carries the photo.
    static func hasCopies(_ key: Int64, _ reading: Reading) throws -> Bool {
        try reading.integer("SELECT copies > 1 FROM photos WHERE photo_key = ?", [.integer(key)]) == 1
    }

    static func refreshCopies(ofItem id: String, _ writing: Writing) throws {
        let key = try writing.row("SELECT photo_key FROM media_items WHERE id = ?", [.text(id)]) {
            $0.optionalInt64()
        }
        if let key = key ?? nil { try refreshCopies(key, writing) }
    }

    static func refreshAllCopies(_ writing: Writing) throws {
        try writing.run(
            """
            UPDATE photos SET (copies, is_visible) =
                (SELECT count(*), count(*) > 0 FROM media_items i WHERE i.photo_key = photos.photo_key AND state = 0)
            """)
    }
}
