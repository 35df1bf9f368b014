import SQLite

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

    private init(_ row: inout Row) throws {
        self.init(
            id: row.text(), storage: row.int64(), parameters: row.text(), createdAt: row.text(),
            session: row.optionalInt64())
    }

    package static func find(_ id: String, _ reading: Reading) throws -> UploadRecord? {
        try reading.row("SELECT \(columns) FROM uploads WHERE upload_id = ?", [.text(id)]) { try Self(&$0) }
    }

    /// Uploads that are not being imported yet, the latest first.
    package static func open(_ reading: Reading) throws -> [UploadRecord] {
        try reading.rows(
            "SELECT \(columns) FROM uploads WHERE session_key IS NULL ORDER BY created_at DESC, upload_id"
        ) { try Self(&$0) }
    }

    /// The upload that an import has taken over, while anything is left of it.
    package static func find(session: Int64, _ reading: Reading) throws -> UploadRecord? {
        try reading.row("SELECT \(columns) FROM uploads WHERE session_key = ?", [.integer(session)]) { try Self(&$0) }
    }

    /// Uploads whose import has ended and needs their files no more: nothing has failed or was turned away, nothing is
    /// asked, and every duplicate was compared.
    package static func finished(_ reading: Reading) throws -> [UploadRecord] {
        try reading.rows(
            """
            SELECT \(columns) FROM uploads WHERE session_key IN (
                SELECT session_key FROM import_sessions
                WHERE status != 'open' AND failed = 0 AND questions = 0)
            AND NOT EXISTS (
                SELECT 1 FROM import_files f WHERE f.session_key = uploads.session_key AND size_bytes > 0
                    AND (fate = 'rejected' OR fate = 'duplicate' AND media_id IS NULL))
            """
        ) { try Self(&$0) }
    }

    package func insert(_ writing: Writing) throws {
        try writing.run(
            "INSERT INTO uploads (\(Self.columns)) VALUES (?, ?, ?, ?, ?)",
            [.text(id), .integer(storage), .text(parameters), .text(createdAt), .integer(session)])
    }

    /// Gives the upload to an import.
    ///
    /// - Returns: false when another one has it, or it is gone.
    package static func claim(_ id: String, for session: Int64, _ writing: Writing) throws -> Bool {
        try writing.row(
            "UPDATE uploads SET session_key = ? WHERE upload_id = ? AND session_key IS NULL RETURNING upload_id",
            [.integer(session), .text(id)]
        ) { $0.text() } != nil
    }

    package static func remove(_ id: String, _ writing: Writing) throws {
        try writing.run("DELETE FROM uploads WHERE upload_id = ?", [.text(id)])
    }
}
