package import Model
import SQLite

/// An import session of files that came into a storage by themselves; grows inside several transactions.
package struct AdoptedFiles: Sendable {
    /// Key of the session.
    private let key: Int64
    private let storage: Int64

    /// Adds an empty session after the others of the storage.
    ///
    /// - Parameters:
    ///   - source: where the files lie, for display.
    ///   - time: ISO 8601.
    package init(
        title: String, source: String, storage: Int64, at time: String, _ writing: Writing
    ) throws {
        try writing.run(
            """
            INSERT INTO import_sessions (storage_id, session_number, title, source, status, created_at, finished_at,
                is_listed)
            SELECT ?1, coalesce(max(session_number), 0) + 1, ?2, ?3, 'complete', ?4, ?4, 1
            FROM import_sessions WHERE storage_id = ?1
            """, [.integer(storage), .text(title), .text(source), .text(time)])
        key = writing.lastInsertedRowID
        self.storage = storage
    }

    /// Adds the file of an item.
    package func add(_ item: String, at path: RelativePath, size: Int64, _ writing: Writing) throws {
        try writing.run(
            """
            INSERT INTO import_files (session_key, unit, role, path, size_bytes, mtime_ns, state, fate, target, media_id)
            SELECT ?1, coalesce(max(unit), 0) + 1, 'lead', ?2, ?3, 0, 'done', 'imported', ?2, ?4
            FROM import_files WHERE session_key = ?1
            """, [.integer(key), .blob(path.bytes), .integer(size), .text(item)])
        try writing.run(
            """
            UPDATE import_sessions SET listed = listed + 1, imported = imported + 1,
                total_size_bytes = total_size_bytes + ?2 WHERE session_key = ?1
            """, [.integer(key), .integer(size)])
        try ItemWriter.setSession(key, of: item, writing)
    }
}
