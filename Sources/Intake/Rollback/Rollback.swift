package import Engine
import Model
import Platform
import StorageAccess
package import Store

/// Taking an import back, and taking that back: both move files between the storage and its trash.
package enum Rollback {
    /// What its operation is started with.
    package struct Parameters: Sendable, Codable, Hashable {
        package let session: Int64
        /// Whether what was taken out comes back.
        package let isRestoration: Bool

        private enum CodingKeys: String, CodingKey {
            case session
            case isRestoration = "restoration"
        }
    }

    /// How the names of its folders in the trash begin.
    static let occasion = "rollback-"

    /// Whether a rollback has put this file into the trash.
    package static func isOf(_ row: TrashRecord) -> Bool { TrashFolder.isPlace(row.trashPath, ofOccasion: occasion) }

    package static func request(
        _ session: ImportSessionRecord, isRestoration: Bool, storage: StorageRecord
    ) -> OperationRequest {
        let title =
            isRestoration
            ? "Bring \(session.title) back into \(storage.name)" : "Take \(session.title) out of \(storage.name)"
        return OperationRequest(
            kind: .trash, title: title, storage: storage.id,
            parameters: OperationJSON.encode(Parameters(session: session.key, isRestoration: isRestoration)))
    }

    /// The registry's factory.
    ///
    /// - Throws: `Refusal` when the request is about no import, or the import is gone.
    package static func work(for request: OperationRequest, services: IntakeServices) throws -> any OperationWork {
        guard let parameters: Parameters = OperationJSON.decode(request.parameters),
            let session = try services.store.read({ try ImportSessionRecord.find(parameters.session, $0) })
        else { throw Refusal(request.title, "its import is no longer in the library") }
        return parameters.isRestoration
            ? RestorationWork(session: session, services: services)
            : RollbackWork(session: session, services: services)
    }

    /// The storage of an import, its signature looked at, and its folder.
    static func open(
        _ session: ImportSessionRecord, _ store: LibraryStore
    ) throws -> (storage: StorageRecord, root: Folder) {
        guard let storage = try store.read({ try StorageRecord.find(id: session.storage, $0) }) else {
            throw Refusal("the import", "its storage is no longer in the library")
        }
        let access = try StorageRoot.open(storage)
        guard access.isWritable else {
            throw Refusal(storage.name, "it is read-only", hint: "Mount the drive writable and try again.")
        }
        return (storage, access.folder)
    }

    /// What the import has brought, behind a file of its ledger.
    static func pages(_ session: Int64, _ store: LibraryStore, after last: ImportFileRecord? = nil) -> LedgerPages {
        LedgerPages(store: store, session: session, after: last) {
            try ImportFileRecord.arrived(session: $0, after: $1, limit: $2, $3)
        }
    }
}
