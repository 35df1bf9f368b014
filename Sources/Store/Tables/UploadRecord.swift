package import SQLite

/// A row of `uploads`: files that a browser sends, until they are imported.
package struct UploadRecord: Sendable, Hashable {
    /// UUID; also the name of its folder in the storage.
    package let id: String
    package let storage: Int64
    /// JSON that the kind of import understands.
    package let parameters: String
    /// ISO 8601.
    package let createdAt: String
    /// The import that takes the files in; nil = they are still coming.
    package let session: Int64?

    package init(id: String, storage: Int64, parameters: String, createdAt: String, session: Int64? = nil) {
        self.id = id
        self.storage = storage
        self.parameters = parameters
        self.createdAt = createdAt
        self.session = session
    }

    private static let columns = "upload_id, storage_id, parameters, created_at, session_key"

    private init(_ row: Row) {
        self.init(
            id: row.text(0), storage: row.int64(1), parameters: row.text(2), createdAt: row.text(3),
            session: row.optionalInt64(4))
    }

    package static func find(_ id: String, _ connection: Connection) throws -> UploadRecord? {
        try connection.row("SELECT \(columns) FROM uploads WHERE upload_id = ?", [.text(id)]) { Self($0) }
    }

    /// Uploads that are not being imported yet, the latest first.
    package static func open(_ connection: Connection) throws -> [UploadRecord] {
        try connection.rows(
            "SELECT \(columns) FROM uploads WHERE session_key IS NULL ORDER BY created_at DESC, upload_id"
        ) { Self($0) }
    }

    /// Uploads whose import has ended and needs their files no more: nothing has failed, nothing is asked.
    package static func settled(_ connection: Connection) throws -> [UploadRecord] {
        try connection.rows(
            """
            SELECT \(columns) FROM uploads WHERE session_key IN (
                SELECT session_key FROM import_sessions
                WHERE status != 'open' AND failed = 0 AND questions = 0)
            """
        ) { Self($0) }
    }

    package func insert(_ connection: Connection) throws {
        try connection.run(
            "INSERT INTO uploads (\(Self.columns)) VALUES (?, ?, ?, ?, ?)",
            [.text(id), .integer(storage), .text(parameters), .text(createdAt), .integer(session)])
    }

    package static func setSession(_ key: Int64?, of id: String, _ connection: Connection) throws {
        try connection.run("UPDATE uploads SET session_key = ? WHERE upload_id = ?", [.integer(key), .text(id)])
    }

    package static func remove(_ id: String, _ connection: Connection) throws {
        try connection.run("DELETE FROM uploads WHERE upload_id = ?", [.text(id)])
    }
}
