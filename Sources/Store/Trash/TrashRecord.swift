package import Model
import SQLite

/// A row of `trash`: a file that lies in a storage's trash, or is on its way there.
package struct TrashRecord: Sendable, Hashable {
    package var id: Int64
    package var storage: Int64
    /// Where it lay.
    package var path: RelativePath
    /// Where it lies, below the storage's root.
    package var trashPath: RelativePath
    package var state: State
    /// The item it was, or is.
    package var mediaID: String?
    /// The import that put it there: by replacing it, or by being rolled back.
    package var session: Int64?
    package var size: Int64
    /// ISO 8601.
    package var trashedAt: String

    /// How far the move is.
    package enum State: String, Sendable {
        /// The row stands, the file may have moved or not.
        case planned
        case trashed
        /// It goes back to its place.
        case restoring
    }

    package init(
        storage: Int64, path: RelativePath, trashPath: RelativePath, mediaID: String?, session: Int64?, size: Int64,
        trashedAt: String
    ) {
        id = 0
        self.storage = storage
        self.path = path
        self.trashPath = trashPath
        state = .planned
        self.mediaID = mediaID
        self.session = session
        self.size = size
        self.trashedAt = trashedAt
    }
}

extension TrashRecord {
    private static let columns = """
        trash_id, storage_id, path, trash_path, state, media_id, session_key, size_bytes, trashed_at
        """

    private init(_ row: inout Row) throws {
        id = row.int64()
        storage = row.int64()
        path = try row.path()
        trashPath = try row.path()
        state = try row.word()
        mediaID = row.optionalText()
        session = row.optionalInt64()
        size = row.int64()
        trashedAt = row.text()
    }

    /// What an import has put into the trash, in the order in which it went there, after one of the rows.
    package static func page(
        session key: Int64, after id: Int64, limit: Int, _ reading: Reading
    ) throws -> [TrashRecord] {
        try reading.rows(
            "SELECT \(columns) FROM trash WHERE session_key = ? AND trash_id > ? ORDER BY trash_id LIMIT ?",
            [.integer(key), .integer(id), .integer(limit)]
        ) { try Self(&$0) }
    }

    /// The files that an import has put into the trash from this path, the latest first.
    package static func all(
        session key: Int64, path: RelativePath, _ reading: Reading
    ) throws -> [TrashRecord] {
        try reading.rows(
            "SELECT \(columns) FROM trash WHERE session_key = ? AND path = ? ORDER BY trash_id DESC",
            [.integer(key), .blob(path.bytes)]
        ) { try Self(&$0) }
    }

    /// Writes down that the file is about to move; the same move planned before keeps its row.
    package func plan(_ writing: Writing) throws {
        try writing.run(
            """
            INSERT INTO trash (storage_id, path, trash_path, state, media_id, session_key, size_bytes, trashed_at)
            VALUES (?, ?, ?, 'planned', ?, ?, ?, ?)
            ON CONFLICT (storage_id, trash_path) DO UPDATE SET state = 'planned', media_id = excluded.media_id,
                session_key = excluded.session_key, size_bytes = excluded.size_bytes, trashed_at = excluded.trashed_at
            """,
            [
                .integer(storage), .blob(path.bytes), .blob(trashPath.bytes), .text(mediaID), .integer(session),
                .integer(size), .text(trashedAt),
            ])
    }

    package static func setState(
        _ state: State, storage: Int64, trashPath: RelativePath, _ writing: Writing
    ) throws {
        try writing.run(
            "UPDATE trash SET state = ? WHERE storage_id = ? AND trash_path = ?",
            [.text(state.rawValue), .integer(storage), .blob(trashPath.bytes)])
    }

    package static func remove(storage: Int64, trashPath: RelativePath, _ writing: Writing) throws {
        try writing.run(
            "DELETE FROM trash WHERE storage_id = ? AND trash_path = ?", [.integer(storage), .blob(trashPath.bytes)])
    }
}
