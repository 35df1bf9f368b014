package import Engine
package import Intake
import Model
import Platform
import StorageAccess
import Store

/// Makes the work of an import from what its operation says, so that it can be resumed after a restart.
package struct ImportWorks: Sendable {
    /// What an import operation is started with.
    struct Parameters: Codable {
        let session: Int64
    }

    private let services: IntakeServices
    private let uploads: Uploads
    private let ownFolders: [String]

    package init(services: IntakeServices, uploads: Uploads, ownFolders: [String]) {
        self.services = services
        self.uploads = uploads
        self.ownFolders = ownFolders
    }

    /// The registry's factory for `import`.
    ///
    /// - Throws: `Refusal` when the session is gone; a `Failure` when the source is.
    package func work(for request: OperationRequest) throws -> any OperationWork {
        guard let parameters: Parameters = OperationJSON.decode(request.parameters),
            let session = try services.store.read({ try ImportSessionRecord.find(parameters.session, $0) }),
            let settings: ImportSettings = OperationJSON.decode(session.parameters)
        else { throw Refusal(request.title, "its session is no longer in the library", .notFound) }
        let storage = try services.store.read { try StorageRecord.find(id: session.storage, $0) }
        do {
            let source = try Self.source(settings, storage: storage, ownFolders: ownFolders)
            let work = IntakeWork(session: session, source: source, policy: try settings.policy, services: services)
            return settings.upload == nil ? work : UploadWork(work: work, uploads: uploads)
        } catch let error as FileError {
            throw Refusal(
                settings.source, "the source cannot be reached: \(error.cause)",
                hint: "Put the card or drive back in and resume the import.", field: .source)
        }
    }

    /// Where the files of an import come from.
    ///
    /// - Throws: `FileError`, `StorageOffline`.
    static func source(
        _ settings: ImportSettings, storage: StorageRecord?, ownFolders: [String]
    ) throws -> any IntakeSource {
        if let id = settings.upload, let storage {
            return try FolderSource(UploadArea(root: try StorageRoot.open(storage).folder, id: id), id: id)
        }
        return try FolderSource(
            path: AbsolutePath.resolve(settings.source),
            excluding: ownFolders + [storage?.displayRoot].compactMap { $0 })
    }
}

/// An import of what was uploaded: nothing is left of it afterwards.
private struct UploadWork: OperationWork {
    let work: IntakeWork
    let uploads: Uploads

    var claims: [Claim] { work.claims }

    func check() throws { try work.check() }

    func process(_ run: OperationRun) throws -> OperationOutcome {
        let outcome = try work.process(run)
        guard case .finished(let last) = outcome else { return outcome }
        // What was uploaded may go only when the import stands as complete.
        try uploads.services.store.write(last)
        try uploads.tidy()
        return .finished
    }
}
