package import Engine
import Model
package import Store

/// An import as docs/interface.md prints it, in the API and on the command line.
package struct ImportDocument: Sendable, Codable {
    /// Unique in the library.
    package let sessionID: Int64
    /// Counted in its storage: the number of `session_NNN.json`.
    package let sessionNumber: Int
    /// The operation that works on it, or has worked last: the import, or what takes it back.
    package let operationID: String?
    /// The word of its operation, or `rolled_back`.
    package let status: String
    package let title: String
    package let source: String
    package let storageUUID: String
    package let createdAt: String
    package let finishedAt: String?
    /// Files that have a fate; the sum of the six.
    package let found: Int
    package let imported: Int
    package let duplicate: Int
    package let replaced: Int
    package let rejected: Int
    package let failed: Int
    package let ignored: Int
    /// Files of the source that have no fate yet.
    package let pending: Int
    /// Duplicates that wait for a decision.
    package let questions: Int
    /// Of what was imported.
    package let totalSizeBytes: Int64
    package let settings: ImportSettings?

    private enum CodingKeys: String, CodingKey {
        case sessionID = "session_id"
        case sessionNumber = "session_number"
        case operationID = "operation_id"
        case status, title, source
        case storageUUID = "storage_uuid"
        case createdAt = "created_at"
        case finishedAt = "finished_at"
        case found, imported, duplicate, replaced, rejected, failed, ignored, pending, questions
        case totalSizeBytes = "total_size_bytes"
        case settings
    }

    package init(_ session: ImportSessionRecord, storageUUID: String, operation: OperationDocument?) {
        sessionID = session.key
        sessionNumber = session.number
        operationID = operation?.operationID ?? session.operationID
        let isUndoing = operation.map { $0.operationID != session.operationID } ?? false
        let isRolledBack = session.status == .rolledBack && !isUndoing
        status = isRolledBack ? session.status.rawValue : operation?.status.rawValue ?? session.status.rawValue
        title = session.title
        source = session.source
        self.storageUUID = storageUUID
        createdAt = session.createdAt
        finishedAt = session.finishedAt
        // What a cancelled import has not reached is passed over for good.
        let rest = max(0, session.listed - session.fates.total)
        let isCancelled = operation?.status == .cancelled && !isUndoing
        imported = session.fates[.imported]
        duplicate = session.fates[.duplicate]
        replaced = session.fates[.replaced]
        rejected = session.fates[.rejected]
        failed = session.fates[.failed]
        ignored = session.fates[.ignored] + (isCancelled ? rest : 0)
        found = session.fates.total + (isCancelled ? rest : 0)
        pending = isCancelled ? 0 : rest
        questions = session.questions
        totalSizeBytes = session.totalSize
        settings = OperationJSON.decode(session.parameters)
    }

    /// One line for people.
    package var line: String {
        """
        \(sessionID)  \(status)  \(found) found, \(imported) imported, \(duplicate) duplicate, \(replaced) replaced, \
        \(rejected) rejected, \(failed) failed, \(ignored) ignored  \(title)
        """
    }
}
