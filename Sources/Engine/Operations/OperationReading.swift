import Model
package import Store

/// Tells of operations: the board that runs them, or what their rows say while another process has the library.
package protocol OperationReading: Sendable {
    /// The latest operations, newest first.
    ///
    /// - Parameters:
    ///   - id: only those that were started before this one.
    ///   - storage: only those of this storage.
    func latest(_ limit: Int, before id: String?, storage: Int64?) throws -> [OperationDocument]

    /// Operations that have not ended, newest first.
    func unfinished() throws -> [OperationDocument]

    func find(_ id: String) throws -> OperationDocument?
}

extension OperationReading {
    package func latest(_ limit: Int) throws -> [OperationDocument] { try latest(limit, before: nil, storage: nil) }

    /// - Throws: `OperationError` when there is none with this id.
    package func known(_ id: String) throws -> OperationDocument {
        guard let document = try find(id) else { throw OperationError.unknown(id) }
        return document
    }
}

extension OperationBoard: OperationReading {}

/// Operations as their rows say.
package struct StoredOperations: OperationReading {
    private let store: LibraryStore
    /// Whether a process works with the library now.
    private let isInUse: Bool

    package init(store: LibraryStore, isInUse: Bool) {
        self.store = store
        self.isInUse = isInUse
    }

    package func latest(_ limit: Int, before id: String?, storage: Int64?) throws -> [OperationDocument] {
        try store.read { try OperationRecord.latest(limit, before: id, storage: storage, $0) }.map(document)
    }

    package func unfinished() throws -> [OperationDocument] {
        try store.read { try OperationRecord.unfinished($0) }.reversed().map(document)
    }

    package func find(_ id: String) throws -> OperationDocument? {
        try store.read { try OperationRecord.find(id, $0) }.map(document)
    }

    /// What a process that was killed left as running waits to be resumed.
    private func document(_ record: OperationRecord) -> OperationDocument {
        var record = record
        if !isInUse, !record.status.isTerminal { record.status = .paused }
        return OperationDocument(record)
    }
}
