package import Model
import SQLite

/// A session of imports that another library made, as its file tells of it; becomes rows inside one transaction.
package struct RestoredSession {
    private let writing: Writing
    private let key: Int64

    /// Adds the session.
    ///
    /// - Parameter summary: its key is that of the other library and not used.
    /// - Returns: nil when the storage has a session of this number.
    package init?(_ summary: SessionSummary, storage: Int64, _ writing: Writing) throws {
        let isKnown = try writing.integer(
            "SELECT count(*) FROM import_sessions WHERE storage_id = ? AND session_number = ?",
            [.integer(storage), .integer(summary.number)])
        guard isKnown == 0 else { return nil }
        // What is restored from the file is not behind it.
        let columns = ["listed", "is_listed", "index_written"] + Fate.allCases.map(\.rawValue)
        let marks = repeatElement("?", count: Fate.allCases.count).joined(separator: ", ")
        try writing.run(
            """
            INSERT INTO import_sessions (storage_id, session_number, title, source, status, created_at, finished_at,
                total_size_bytes, \(columns.joined(separator: ", ")))
            VALUES (?1, ?2, ?3, ?4, 'complete', ?5, ?5, ?6, ?7, 1, 0, \(marks))
            """,
            [
                .integer(storage), .integer(summary.number), .text(summary.title), .text(summary.source),
                .text(summary.createdAt), .integer(summary.totalSize), .integer(summary.fates.total),
            ] + Fate.allCases.map { .integer(summary.fates[$0]) })
        self.writing = writing
        key = writing.lastInsertedRowID
    }

    /// Adds a file that the session imported.
    ///
    /// - Parameters:
    ///   - original: its path in the source; the path in the storage stands for one that is taken.
    ///   - number: its place in the session, from 1.
    package func add(_ path: RelativePath, original: RelativePath, size: Int64, number: Int) throws {
        for source in [original, path] {
            try writing.run(
                """
                INSERT OR IGNORE INTO import_files (session_key, unit, role, path, size_bytes, mtime_ns, state, fate,
                    target)
                VALUES (?, ?, 'lead', ?, ?, 0, 'done', 'imported', ?)
                """,
                [.integer(key), .integer(number), .blob(source.bytes), .integer(size), .blob(path.bytes)])
            if try writing.integer("SELECT changes()") > 0 { return }
        }
    }
}

/// A file of a storage with the import session that its index names.
package struct SessionLink: Sendable, Hashable {
    /// The number of the session in the storage.
    package let session: Int
    package let path: RelativePath
    package let hash: String

    package init(session: Int, path: RelativePath, hash: String) {
        self.session = session
        self.path = path
        self.hash = hash
    }

    /// Tells the row of the file, if there is one of the same picture that no session claims, where it came from.
    package func restore(inStorage id: Int64, _ writing: Writing) throws {
        try writing.run(
            """
            UPDATE media_items SET import_session_id =
                (SELECT session_key FROM import_sessions WHERE storage_id = ?1 AND session_number = ?2)
            WHERE storage_id = ?1 AND path = ?3 AND import_session_id IS NULL
                AND coalesce((SELECT picture_hash FROM photos p WHERE p.photo_key = media_items.photo_key),
                    file_sha256) = ?4
            """, [.integer(id), .integer(session), .blob(path.bytes), .text(hash)])
    }

    /// Names the items in the ledgers of a storage's sessions, once the files have found their sessions.
    package static func restoreLedgers(inStorage id: Int64, _ writing: Writing) throws {
        try writing.run(
            """
            UPDATE import_files SET media_id = (
                SELECT i.id FROM media_items i
                WHERE i.storage_id = ?1 AND i.path = target AND i.import_session_id = session_key)
            WHERE session_key IN (SELECT session_key FROM import_sessions WHERE storage_id = ?1)
                AND media_id IS NULL AND fate = 'imported'
            """, [.integer(id)])
    }

    /// Whether the storage has any session.
    package static func areNeeded(inStorage id: Int64, _ reading: Reading) throws -> Bool {
        try reading.integer(
            "SELECT EXISTS (SELECT 1 FROM import_sessions WHERE storage_id = ?)", [.integer(id)]) != 0
    }
}
