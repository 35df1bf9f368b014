package import Model
import SQLite

/// A row of `import_sessions`: one import into one storage, with the sums of its ledger.
package struct ImportSessionRecord: Sendable, Hashable {
    /// Unique in the library.
    package var key: Int64
    package var storage: Int64
    /// Counted from 1 in each storage: the number of `session_NNN.json`.
    package var number: Int
    package var operationID: String?
    package var title: String
    /// For people: the folder, or what was uploaded.
    package var source: String
    package var status: Status
    /// JSON that the kind of import understands.
    package var parameters: String
    /// ISO 8601, as all times in the tables.
    package var createdAt: String
    package var finishedAt: String?
    /// Files that the source holds, as far as they are listed.
    package var listed: Int
    /// Whether the source has been listed to its end.
    package var isListed: Bool
    /// Files by fate; their sum is the number found.
    package var fates: Tally
    /// Duplicates that somebody has to decide about.
    package var questions: Int
    /// Bytes of the files that were imported or replaced.
    package var totalSize: Int64

    /// What a session is besides the state of its operation.
    package enum Status: String, Sendable {
        /// Its operation tells.
        case open
        case complete
        case rolledBack = "rolled_back"
    }

    package init(storage: Int64, title: String, source: String, parameters: String, createdAt: String) {
        key = 0
        self.storage = storage
        number = 0
        self.title = title
        self.source = source
        status = .open
        self.parameters = parameters
        self.createdAt = createdAt
        listed = 0
        isListed = false
        fates = Tally()
        questions = 0
        totalSize = 0
    }
}

extension ImportSessionRecord {
    private static let columns = """
        session_key, storage_id, session_number, operation_id, title, source, status, parameters, created_at,
        finished_at, listed, is_listed, questions, total_size_bytes, imported, duplicate, replaced, rejected, failed,
        ignored
        """

    private init(_ row: inout Row) throws {
        key = row.int64()
        storage = row.int64()
        number = row.int()
        operationID = row.optionalText()
        title = row.text()
        source = row.text()
        status = try row.word()
        parameters = row.text()
        createdAt = row.text()
        finishedAt = row.optionalText()
        listed = row.int()
        isListed = row.bool()
        questions = row.int()
        totalSize = row.int64()
        fates = Tally()
        for fate in Fate.allCases { fates[fate] = row.int() }
    }

    package static func find(_ key: Int64, _ reading: Reading) throws -> ImportSessionRecord? {
        try reading.row("SELECT \(columns) FROM import_sessions WHERE session_key = ?", [.integer(key)]) {
            try Self(&$0)
        }
    }

    package static func find(operation id: String, _ reading: Reading) throws -> ImportSessionRecord? {
        try reading.row("SELECT \(columns) FROM import_sessions WHERE operation_id = ?", [.text(id)]) { try Self(&$0) }
    }

    /// The latest sessions below a key, newest first.
    package static func page(
        before key: Int64?, limit: Int, _ reading: Reading
    ) throws -> [ImportSessionRecord] {
        try reading.rows(
            "SELECT \(columns) FROM import_sessions WHERE session_key < ? ORDER BY session_key DESC LIMIT ?",
            [.integer(key ?? .max), .integer(limit)]
        ) { try Self(&$0) }
    }

    /// The number that the next import into a storage gets.
    package static func nextNumber(storage: Int64, _ reading: Reading) throws -> Int {
        1
            + (try reading.integer(
                "SELECT coalesce(max(session_number), 0) FROM import_sessions WHERE storage_id = ?",
                [.integer(storage)]))
    }

    /// Adds the row under the next number of its storage.
    ///
    /// - Returns: the session with its key and number.
    package func insert(_ writing: Writing) throws -> ImportSessionRecord {
        var session = self
        session.number = try Self.nextNumber(storage: storage, writing)
        try writing.run(
            """
            INSERT INTO import_sessions (storage_id, session_number, operation_id, title, source, status, parameters,
                created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(storage), .integer(session.number), .text(operationID), .text(title), .text(source),
                .text(status.rawValue), .text(parameters), .text(createdAt),
            ])
        session.key = writing.lastInsertedRowID
        return session
    }

    package static func setOperation(_ id: String, of key: Int64, _ writing: Writing) throws {
        try writing.run(
            "UPDATE import_sessions SET operation_id = ? WHERE session_key = ?", [.text(id), .integer(key)])
    }

    package static func setStatus(
        _ status: Status, of key: Int64, at time: String?, _ writing: Writing
    ) throws {
        try writing.run(
            "UPDATE import_sessions SET status = ?, finished_at = ? WHERE session_key = ?",
            [.text(status.rawValue), .text(time), .integer(key)])
    }

    /// The whole source stands in the ledger.
    package static func setListed(_ key: Int64, _ writing: Writing) throws {
        try writing.run("UPDATE import_sessions SET is_listed = 1 WHERE session_key = ?", [.integer(key)])
    }

    /// Takes out sessions that never got an operation: the program ended between the two.
    package static func removeUnstarted(_ writing: Writing) throws {
        let unstarted = "operation_id IS NULL AND listed = 0"
        try writing.run(
            """
            UPDATE uploads SET session_key = NULL
            WHERE session_key IN (SELECT session_key FROM import_sessions WHERE \(unstarted))
            """)
        try writing.run("DELETE FROM import_sessions WHERE \(unstarted)")
    }

    package static func remove(_ key: Int64, _ writing: Writing) throws {
        try writing.run("UPDATE uploads SET session_key = NULL WHERE session_key = ?", [.integer(key)])
        try writing.run("DELETE FROM import_sessions WHERE session_key = ?", [.integer(key)])
    }
}
