package import Engine
import Intake
import Model
import Platform
package import Store

/// Tells of imports and changes nothing: also while another process has the library open.
package struct ImportSessions: Sendable {
    let store: LibraryStore
    private let operations: any OperationReading

    package init(store: LibraryStore, operations: any OperationReading) {
        self.store = store
        self.operations = operations
    }

    /// The latest imports, newest first.
    package func list(limit: Int = 100) throws -> [ImportDocument] {
        let undoing = try unfinishedRollbacks()
        return try store.read { try ImportSessionRecord.page(before: nil, limit: limit, $0) }
            .map { try document($0, undoing) }
    }

    /// Imports that match, below a key, newest first.
    package func list(_ filter: ImportFilter, before key: Int64? = nil, limit: Int) throws -> [ImportDocument] {
        let undoing = try unfinishedRollbacks()
        return try store.read { connection in
            try ImportSessionRecord.keys(filter, before: key, limit: limit, connection).compactMap {
                try ImportSessionRecord.find($0, connection)
            }
        }.map { try document($0, undoing) }
    }

    /// - Parameter id: of the session, or of its operation.
    /// - Throws: `Refusal` when there is none.
    package func find(_ id: String) throws -> ImportDocument { try document(session(id), unfinishedRollbacks()) }

    func session(_ id: String) throws -> ImportSessionRecord {
        let session = try store.read { connection in
            if let key = Int64(id) { return try ImportSessionRecord.find(key, connection) }
            return try ImportSessionRecord.find(operation: id, connection)
        }
        guard let session else { throw Refusal.unknownImport(id) }
        return session
    }

    /// What all imports together have brought, except those that were rolled back.
    package func totals() throws -> ImportTotals { try store.read { try ImportTotals.read($0) } }

    /// Operations that take imports back, or bring them back, and have not ended; by session.
    func unfinishedRollbacks() throws -> [Int64: OperationDocument] {
        let operations = try operations.unfinished().filter { $0.operationType == OperationKind.trash.rawValue }
        return try Dictionary(
            operations.compactMap { operation in
                try rollback(of: operation.operationID).map { ($0.session, operation) }
            }, uniquingKeysWith: { $1 })
    }

    /// What an operation that takes an import back was started with.
    func rollback(of operation: String) throws -> Rollback.Parameters? {
        try store.read { try OperationRecord.find(operation, $0) }
            .flatMap { OperationJSON.decode($0.parameters) }
    }

    /// - Parameter undoing: operations that take imports back, by session.
    private func document(
        _ session: ImportSessionRecord, _ undoing: [Int64: OperationDocument]
    ) throws -> ImportDocument {
        let storage = try store.read { try StorageRecord.find(id: session.storage, $0) }
        let operation = try undoing[session.key] ?? session.operationID.flatMap { try operations.find($0) }
        return ImportDocument(session, storageUUID: storage?.uuid ?? "", operation: operation)
    }
}
