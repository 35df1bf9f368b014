package import Model
import SQLite

/// A row of `operation_state`.
package struct OperationRecord: Sendable, Hashable {
    package var id: String
    package var kind: OperationKind
    package var status: OperationStatus
    /// ISO 8601.
    package var startedAt: String
    package var updatedAt: String
    package var finishedAt: String?
    /// One line for people: "Index Family photos".
    package var title: String
    package var storage: Int64?
    /// What the operation was started with, as JSON.
    package var parameters: String
    /// Progress and cursor, as JSON; what they mean is the engine's business.
    package var checkpoint: String
    /// Timings, as JSON.
    package var metrics: String
    package var errorMessage: String?
    package var errorHint: String?

    package init(
        id: String, kind: OperationKind, title: String, storage: Int64?, parameters: String, startedAt: String
    ) {
        self.id = id
        self.kind = kind
        status = .pending
        self.startedAt = startedAt
        updatedAt = startedAt
        self.title = title
        self.storage = storage
        self.parameters = parameters
        checkpoint = "{}"
        metrics = "{}"
    }
}

extension OperationRecord {
    private static let columns = """
        operation_id, operation_type, status, started_at, updated_at, finished_at, title, storage_id, parameters,
        checkpoint_data, performance_metrics, error_message, error_hint
        """

    private init(_ row: inout Row) throws {
        id = row.text()
        kind = try row.word()
        status = try row.word()
        startedAt = row.text()
        updatedAt = row.text()
        finishedAt = row.optionalText()
        title = row.text()
        storage = row.optionalInt64()
        parameters = row.text()
        checkpoint = row.text()
        metrics = row.text()
        errorMessage = row.optionalText()
        errorHint = row.optionalText()
    }

    package static func find(_ id: String, _ reading: Reading) throws -> OperationRecord? {
        try reading.row("SELECT \(columns) FROM operation_state WHERE operation_id = ?", [.text(id)]) { try Self(&$0) }
    }

    /// The latest operations, newest first.
    ///
    /// - Parameters:
    ///   - id: only those that were started before this one.
    ///   - storage: only those of this storage.
    package static func latest(
        _ limit: Int, before id: String? = nil, storage: Int64? = nil, _ reading: Reading
    ) throws -> [OperationRecord] {
        try reading.rows(
            """
            SELECT \(columns) FROM operation_state
            WHERE (?1 IS NULL OR rowid < (SELECT rowid FROM operation_state WHERE operation_id = ?1))
                AND (?2 IS NULL OR storage_id = ?2)
            ORDER BY rowid DESC LIMIT ?3
            """, [.text(id), .integer(storage), .integer(limit)]
        ) { try Self(&$0) }
    }

    /// Operations that have not ended, oldest first.
    package static func unfinished(_ reading: Reading) throws -> [OperationRecord] {
        try reading.rows(
            """
            SELECT \(columns) FROM operation_state
            WHERE status IN ('pending', 'starting', 'in_progress', 'paused') ORDER BY started_at, rowid
            """
        ) { try Self(&$0) }
    }

    package func insert(_ writing: Writing) throws {
        try writing.run(
            """
            INSERT INTO operation_state (operation_id, operation_type, status, started_at, updated_at, title,
                storage_id, parameters, checkpoint_data, performance_metrics)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(id), .text(kind.rawValue), .text(status.rawValue), .text(startedAt), .text(updatedAt),
                .text(title), .integer(storage), .text(parameters), .text(checkpoint), .text(metrics),
            ])
    }

    /// Writes everything that changes while an operation lives.
    package func update(_ writing: Writing) throws {
        try writing.run(
            """
            UPDATE operation_state SET status = ?, updated_at = ?, finished_at = ?, checkpoint_data = ?,
                performance_metrics = ?, error_message = ?, error_hint = ?, title = ?
            WHERE operation_id = ?
            """,
            [
                .text(status.rawValue), .text(updatedAt), .text(finishedAt), .text(checkpoint), .text(metrics),
                .text(errorMessage), .text(errorHint), .text(title), .text(id),
            ])
    }
}
