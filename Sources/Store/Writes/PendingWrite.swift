package import Model
import SQLite

/// A row of `metadata_writes`: what still has to be written into one file or its sidecar.
package struct PendingWrite: Sendable {
    package let itemID: MediaID
    package let photoKey: Int64
    package let storage: Int64
    package let path: RelativePath
    /// SHA-256 of the whole file, as it was last read or written.
    package let sha256: String
    /// Of the photo.
    package let picture: PictureHash
    /// Whether the file has become another photo's since.
    package let isMoot: Bool
    /// JSON of the changes.
    package let changes: String
    /// Why the last attempt failed; nil = there was none.
    package let problem: String?

    private static let columns = """
        w.media_id, w.photo_key, w.storage_id, i.path, w.changes, w.problem, i.file_sha256, \
        p.picture_hash, p.picture_hash_scope, i.photo_key IS NOT w.photo_key
        """
    private static let tables = """
        metadata_writes w JOIN media_items i ON i.id = w.media_id JOIN photos p ON p.photo_key = w.photo_key
        """

    private init(_ row: inout Row) throws {
        itemID = try row.mediaID()
        photoKey = row.int64()
        storage = row.int64()
        path = try row.path()
        changes = row.text()
        problem = row.optionalText()
        sha256 = row.text()
        picture = PictureHash(value: row.text(), scope: try row.word())
        isMoot = row.bool()
    }

    /// What waits for the files of a photo.
    package static func all(ofPhoto key: Int64, _ reading: Reading) throws -> [PendingWrite] {
        try reading.rows(
            "SELECT \(columns) FROM \(tables) WHERE w.photo_key = ? ORDER BY w.media_id", [.integer(key)]
        ) { try Self(&$0) }
    }

    /// Photos with something that waits for a storage, in the order of their keys.
    package static func photos(
        inStorage id: Int64, after key: Int64, limit: Int, _ reading: Reading
    ) throws -> [Int64] {
        try reading.rows(
            """
            SELECT DISTINCT photo_key FROM metadata_writes WHERE storage_id = ? AND photo_key > ?
            ORDER BY photo_key LIMIT ?
            """, [.integer(id), .integer(key), .integer(limit)]
        ) { $0.int64() }
    }

    /// How many photos have something that waits for a storage.
    package static func count(inStorage id: Int64, _ reading: Reading) throws -> Int {
        try reading.integer(
            "SELECT count(DISTINCT photo_key) FROM metadata_writes WHERE storage_id = ?", [.integer(id)])
    }

    /// How many writes wait for a storage without having failed.
    package static func pendingCount(inStorage id: Int64, _ reading: Reading) throws -> Int {
        try reading.integer(
            "SELECT count(*) FROM metadata_writes WHERE storage_id = ? AND state = 'pending'", [.integer(id)])
    }

    /// The present files of a photo that are written into; exports never are.
    package static func targets(ofPhoto key: Int64, _ reading: Reading) throws -> [(id: String, storage: Int64)] {
        try reading.rows(
            """
            SELECT i.id, i.storage_id FROM media_items i JOIN storages s USING (storage_id)
            WHERE i.photo_key = ? AND i.state = 0 AND s.kind = 'photos'
            """, [.integer(key)]
        ) { (id: $0.text(), storage: $0.int64()) }
    }

    /// The changes that wait for an item; nil = none.
    package static func changes(ofItem id: String, _ reading: Reading) throws -> String? {
        try reading.row("SELECT changes FROM metadata_writes WHERE media_id = ?", [.text(id)]) { $0.text() }
    }

    package static func queue(
        _ changes: String, item: String, photo: Int64, storage: Int64, at time: String, _ writing: Writing
    ) throws {
        try writing.run(
            """
            INSERT INTO metadata_writes (media_id, photo_key, storage_id, changes, queued_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (media_id) DO UPDATE SET
                changes = excluded.changes, state = 'pending', problem = NULL, queued_at = excluded.queued_at
            """, [.text(item), .integer(photo), .integer(storage), .text(changes), .text(time)])
    }

    /// Forgets what waits for a file on behalf of another photo than the one it belongs to now.
    package static func forgetMoot(_ item: String, of photo: Int64, _ writing: Writing) throws {
        let other = try writing.row(
            "DELETE FROM metadata_writes WHERE media_id = ? AND photo_key != ? RETURNING photo_key",
            [.text(item), .integer(photo)]
        ) { $0.int64() }
        if let other { try refreshState(ofPhoto: other, writing) }
    }

    /// One field of a photo was read from one of its files: the others that are present get it too.
    package static func queueForOthers(
        _ field: PhotoEdit.Field, _ value: String?, photo key: Int64, than item: String, at time: String,
        _ writing: Writing
    ) throws {
        try queue(field, value, "i.photo_key = ?3 AND i.id != ?4", [.integer(key), .text(item)], time, writing)
        try refreshState(ofPhoto: key, writing)
    }

    /// One field of one file.
    package static func queue(
        _ field: PhotoEdit.Field, _ value: String?, item: String, at time: String, _ writing: Writing
    ) throws {
        try queue(field, value, "i.id = ?3", [.text(item)], time, writing)
    }

    private static func queue(
        _ field: PhotoEdit.Field, _ value: String?, _ condition: String, _ values: [Value], _ time: String,
        _ writing: Writing
    ) throws {
        // As the changes of an edit say it: the rating 0 and the empty text take the value away.
        let wanted: Value = field == .rating ? .integer(value.flatMap { Int($0) } ?? 0) : .text(value ?? "")
        try writing.run(
            """
            INSERT INTO metadata_writes (media_id, photo_key, storage_id, changes, queued_at)
            SELECT i.id, i.photo_key, i.storage_id, json_set('{}', '$.\(field.rawValue)', ?1), ?2
            FROM media_items i JOIN storages s USING (storage_id)
            WHERE \(condition) AND i.state = 0 AND s.kind = 'photos'
            ON CONFLICT (media_id) DO UPDATE SET
                changes = json_set(changes, '$.\(field.rawValue)', ?1), state = 'pending', problem = NULL,
                queued_at = excluded.queued_at
            """, [wanted, .text(time)] + values)
    }

    /// One field is not to be written into a file any more.
    static func withdraw(_ field: PhotoEdit.Field, of item: String, _ writing: Writing) throws {
        try writing.run(
            """
            UPDATE metadata_writes SET changes = json_remove(changes, '$.\(field.rawValue)'), state = 'pending',
                problem = NULL
            WHERE media_id = ?
            """, [.text(item)])
        try writing.run("DELETE FROM metadata_writes WHERE media_id = ? AND changes = '{}'", [.text(item)])
    }

    /// Keeps what waits for an item from being written until somebody has decided.
    package static func hold(_ item: String, photo key: Int64, _ writing: Writing) throws {
        try writing.run(
            "UPDATE metadata_writes SET state = 'failed', problem = ? WHERE media_id = ?",
            ["another program has changed the file meanwhile; the storage's conflicts show both", .text(item)])
        try refreshState(ofPhoto: key, writing)
    }

    /// The changes stand in the file; what was queued since stays.
    package static func markWritten(_ item: String, changes: String, photo: Int64, _ writing: Writing) throws {
        try writing.run(
            "DELETE FROM metadata_writes WHERE media_id = ? AND changes = ?", [.text(item), .text(changes)])
        try refreshState(ofPhoto: photo, writing)
    }

    package static func fail(_ item: String, problem: String, photo: Int64, _ writing: Writing) throws {
        try writing.run(
            "UPDATE metadata_writes SET state = 'failed', problem = ? WHERE media_id = ?",
            [.text(problem), .text(item)])
        try refreshState(ofPhoto: photo, writing)
    }

    /// `photos.write_state` from what waits: failed before pending before clean.
    package static func refreshState(ofPhoto key: Int64, _ writing: Writing) throws {
        try writing.run(
            """
            UPDATE photos SET (write_state, write_problem) = (
                SELECT CASE WHEN count(*) = 0 THEN 'clean' WHEN sum(state = 'failed') > 0 THEN 'failed'
                    ELSE 'pending' END, max(problem)
                FROM metadata_writes WHERE photo_key = ?1)
            WHERE photo_key = ?1
            """, [.integer(key)])
    }
}
