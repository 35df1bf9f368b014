import Model
import SQLite

/// A row that carries a certain picture, for the question whether a new file is its own.
package struct MoveCandidate: Sendable, Hashable {
    package let id: String
    package let place: ItemPlace
    package let size: Int64
    package let modifiedNanoseconds: Int64
    package let sha256: String
    package let state: ItemState

    package init(
        id: String, place: ItemPlace, size: Int64, modifiedNanoseconds: Int64, sha256: String, state: ItemState
    ) {
        self.id = id
        self.place = place
        self.size = size
        self.modifiedNanoseconds = modifiedNanoseconds
        self.sha256 = sha256
        self.state = state
    }

    /// Rows of ordinary storages with these bytes and with this picture, at most 200 of each: whoever keeps more copies
    /// does not miss one of them. What lies in the trash is nobody's new file.
    package static func all(
        ofFile sha256: String, picture hash: String, _ reading: Reading
    ) throws -> [MoveCandidate] {
        let exact = try list("media_items i JOIN storages s USING (storage_id)", "i.file_sha256", sha256, reading)
        let alike = try list(
            "photos p JOIN media_items i ON i.photo_key = p.photo_key JOIN storages s USING (storage_id)",
            "p.picture_hash", hash, reading)
        return exact + alike
    }

    private static func list(
        _ tables: String, _ column: String, _ hash: String, _ reading: Reading
    ) throws -> [MoveCandidate] {
        try reading.rows(
            """
            SELECT i.id, i.storage_id, i.path, i.file_size_bytes, i.mtime_ns, i.file_sha256, i.state
            FROM \(tables) WHERE \(column) = ? AND i.state != 2 AND s.kind = 'photos' LIMIT 200
            """, [.text(hash)]
        ) { row in
            MoveCandidate(
                id: row.text(), place: ItemPlace(storage: row.int64(), path: try row.path()), size: row.int64(),
                modifiedNanoseconds: row.int64(), sha256: row.text(), state: try row.number())
        }
    }
}
