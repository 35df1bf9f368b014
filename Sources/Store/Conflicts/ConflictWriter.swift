package import Model
import SQLite

/// Lists conflicts and takes them off the list, inside one transaction.
package enum ConflictWriter {
    /// Lists a conflict; one that is listed already keeps its time and stays dismissed.
    package static func list(
        _ kind: ConflictKind, storage: Int64, path: RelativePath, item: String?, at time: String,
        details: ConflictDetails = ConflictDetails(), _ writing: Writing
    ) throws {
        try writing.run(
            """
            INSERT INTO conflicts (storage_id, type, path, media_id, detected_at, details) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (storage_id, type, path) DO UPDATE SET media_id = excluded.media_id, details = excluded.details
            """,
            [
                .integer(storage), .text(kind.rawValue), .blob(path.bytes), .text(item), .text(time),
                .text(details.json),
            ])
    }

    /// The cause is gone.
    package static func remove(
        _ kinds: ConflictKind..., storage: Int64, path: RelativePath, _ writing: Writing
    ) throws {
        for kind in kinds {
            try writing.run(
                "DELETE FROM conflicts WHERE storage_id = ? AND type = ? AND path = ?",
                [.integer(storage), .text(kind.rawValue), .blob(path.bytes)])
        }
    }

    package static func remove(_ id: Int64, _ writing: Writing) throws {
        try writing.run("DELETE FROM conflicts WHERE conflict_id = ?", [.integer(id)])
    }

    /// Takes it off the list for good, though its cause stays.
    package static func dismiss(_ id: Int64, at time: String, _ writing: Writing) throws {
        try writing.run("UPDATE conflicts SET dismissed_at = ? WHERE conflict_id = ?", [.text(time), .integer(id)])
    }

    /// The item lies elsewhere now: what is said of it goes with it.
    static func follow(_ item: String, to storage: Int64, _ path: RelativePath, _ writing: Writing) throws {
        try writing.run(
            "DELETE FROM conflicts WHERE media_id = ? AND type IN ('missing_file', 'path_mismatch')", [.text(item)])
        try remove(.orphanFile, .pathMismatch, .metadataMismatch, storage: storage, path: path, writing)
        try writing.run(
            "UPDATE conflicts SET storage_id = ?, path = ? WHERE media_id = ?",
            [.integer(storage), .blob(path.bytes), .text(item)])
    }

    /// Everything said of an item but this.
    static func removeOthers(
        ofItem item: String, than kind: ConflictKind, at place: ItemPlace, _ writing: Writing
    ) throws {
        try writing.run(
            "DELETE FROM conflicts WHERE media_id = ? AND NOT (storage_id = ? AND type = ? AND path = ?)",
            [.text(item), .integer(place.storage), .text(kind.rawValue), .blob(place.path.bytes)])
    }

    static func removeAll(ofItem item: String, _ writing: Writing) throws {
        try writing.run("DELETE FROM conflicts WHERE media_id = ?", [.text(item)])
    }

    /// Whether a group of equal names is not listed, or one is that is none any more.
    package static func areDuplicateNamesBehind(storage: Int64, _ reading: Reading) throws -> Bool {
        let counts = try reading.row(
            """
            SELECT count(*), count(c.path), (
                SELECT count(*) FROM conflicts WHERE storage_id = ?1 AND type = 'duplicate_filename')
            FROM (\(duplicateNames)) g LEFT JOIN conflicts c
                ON c.storage_id = ?1 AND c.type = 'duplicate_filename' AND c.path = CAST(g.name AS BLOB)
            """, [.integer(storage)]
        ) { row in (groups: row.int(), listed: row.int(), all: row.int()) }
        return counts.map { $0.groups != $0.listed || $0.groups != $0.all } ?? false
    }

    private static let duplicateNames = """
        SELECT original_title AS name FROM media_items WHERE storage_id = ?1 AND state = 0
        GROUP BY original_title HAVING min(photo_key) < max(photo_key)
        """

    /// Brings the groups of equal names with different pictures in line with the storage's present files.
    package static func refreshDuplicateNames(storage: Int64, at time: String, _ writing: Writing) throws {
        try writing.run(
            """
            DELETE FROM conflicts WHERE storage_id = ?1 AND type = 'duplicate_filename'
                AND path NOT IN (SELECT CAST(name AS BLOB) FROM (\(duplicateNames)))
            """, [.integer(storage)])
        try writing.run(
            """
            INSERT INTO conflicts (storage_id, type, path, detected_at, details)
            SELECT ?1, 'duplicate_filename', CAST(name AS BLOB), ?2, json_object('instances', (
                SELECT json_group_array(json_object('hothash', p.picture_hash, 'path', i.relative_path))
                FROM media_items i INDEXED BY media_items_name JOIN photos p ON p.photo_key = i.photo_key
                WHERE i.storage_id = ?1 AND i.original_title = name AND i.state = 0))
            FROM (\(duplicateNames)) WHERE true
            ON CONFLICT (storage_id, type, path) DO UPDATE SET details = excluded.details
            """, [.integer(storage), .text(time)])
    }
}
