package import Engine
package import Intake
import Model
package import Platform
import Store

/// What can be done with imports, for the pages, the API and the command line alike.
package struct ImportActions: Sendable {
    let services: IntakeServices
    package let sessions: ImportSessions
    package let uploads: Uploads
    let board: OperationBoard
    let ownFolders: [String]

    /// - Parameter ownFolders: the library's own folders, which are never imported.
    package init(services: IntakeServices, uploads: Uploads, board: OperationBoard, ownFolders: [String]) {
        self.services = services
        sessions = ImportSessions(store: services.store, operations: board)
        self.uploads = uploads
        self.board = board
        self.ownFolders = ownFolders
    }

    /// Imports what has been uploaded.
    ///
    /// - Throws: `Refusal` when no file has come; as `start`.
    package func start(upload id: String) throws -> ImportDocument {
        let upload = try uploads.find(id)
        if let session = upload.sessionID { return try sessions.find(String(session)) }
        try uploads.expectQuiet(id)
        guard upload.count > 0 else {
            throw Refusal("the upload", "no file has come yet", hint: "Choose the photos first.")
        }
        return try start(upload.settings)
    }

    /// Brings sessions and operations together again after the program ended between the two; a session that never got
    /// an operation is forgotten.
    package func adoptInterrupted() throws {
        let operations = try board.unfinished().filter { $0.operationType == OperationKind.import.rawValue }
        try services.store.write { connection in
            for operation in operations {
                let record = try OperationRecord.find(operation.operationID, connection)
                guard let parameters: ImportWorks.Parameters = record.flatMap({ OperationJSON.decode($0.parameters) })
                else { continue }
                try ImportSessionRecord.setOperation(operation.operationID, of: parameters.session, connection)
            }
            try ImportSessionRecord.removeUnstarted(connection)
        }
        try uploads.tidy()
    }

    /// Starts an import.
    ///
    /// - Parameter plan: what was shown of it; nil = whatever it does now.
    /// - Throws: `Refusal`, `StorageOffline`, `FileError`; then nothing was written.
    package func start(_ settings: ImportSettings, plan: String? = nil) throws -> ImportDocument {
        let (storage, source) = try prepare(settings)
        if let plan { try confirm(plan, settings, source, ImportTarget(settings.storage, services.store).root) }
        let draft = try draft(settings, storage)
        if let waiting = try waiting(for: draft) { return try resume(waiting) }
        let session = try services.store.write { connection in
            let session = try draft.insert(connection)
            if let upload = settings.upload {
                guard try UploadRecord.claim(upload, for: session.key, connection) else {
                    throw Refusal("the upload", "it is being imported, or was", hint: "Open the list of imports.")
                }
            }
            return session
        }
        do {
            let id = try board.start(Self.request(session, storage))
            try services.store.write { try ImportSessionRecord.setOperation(id, of: session.key, $0) }
            return try sessions.find(String(session.key))
        } catch {
            // A session that was refused leaves nothing behind; the refusal is the error to tell.
            _ = try? services.store.write { try ImportSessionRecord.remove(session.key, $0) }
            throw error
        }
    }

    /// The same import, interrupted; asked for again, it goes on.
    private func waiting(for draft: ImportSessionRecord) throws -> String? {
        for operation in try board.unfinished() where operation.status == .paused {
            let id = operation.operationID
            let session = try services.store.read { try ImportSessionRecord.find(operation: id, $0) }
            guard let session, session.storage == draft.storage, session.parameters == draft.parameters else {
                continue
            }
            return id
        }
        return nil
    }

    /// Goes on with an import that was paused, interrupted, or failed.
    package func resume(_ id: String) throws -> ImportDocument {
        let session = try sessions.session(id)
        guard let operation = session.operationID else { throw Refusal.unknownImport(id) }
        try board.resume(operation)
        return try sessions.find(id)
    }

    /// Finds out what an import would do; writes nothing but what the hash cache remembers.
    ///
    /// - Parameter report: called from time to time with what is known so far.
    package func preview(
        _ settings: ImportSettings, stop: StopSignal = StopSignal(),
        report: @escaping @Sendable (IntakePreview.Findings) -> Void = { _ in }
    ) throws -> IntakePreview.Findings {
        let (storage, source) = try prepare(settings)
        var session = try draft(settings, storage)
        let id = storage.id
        session.number = try services.store.read { try ImportSessionRecord.nextNumber(storage: id, $0) }
        return try IntakePreview(
            session: session, source: source, policy: try settings.policy, services: services
        ).run(stop: stop, report: report)
    }

    static func request(_ session: ImportSessionRecord, _ storage: StorageRecord) -> OperationRequest {
        OperationRequest(
            kind: .import, title: "Import \(session.title) into \(storage.name)", storage: storage.id,
            parameters: OperationJSON.encode(ImportWorks.Parameters(session: session.key)))
    }

    private func draft(_ settings: ImportSettings, _ storage: StorageRecord) throws -> ImportSessionRecord {
        var resolved = settings
        if settings.upload == nil {
            let source = try Folder(path: AbsolutePath.resolve(settings.source)).canonicalPath()
            resolved.source = String(decoding: source, as: UTF8.self)
        }
        let path = resolved.source
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let title = settings.title.flatMap { $0.isEmpty ? nil : $0 } ?? name
        return ImportSessionRecord(
            storage: storage.id, title: title, source: path, parameters: OperationJSON.encode(resolved),
            createdAt: ISO8601.utc(services.time.now))
    }

    /// Everything that would make the import fail later.
    private func prepare(_ settings: ImportSettings) throws -> (StorageRecord, any IntakeSource) {
        _ = try settings.policy
        let target = try ImportTarget(settings.storage, services.store)
        let storage = target.storage
        if settings.upload != nil {
            return (storage, try ImportWorks.source(settings, storage: storage, ownFolders: ownFolders))
        }
        guard !settings.source.isEmpty, !settings.source.utf8.contains(0) else {
            throw Refusal(
                "the source", "it is no path", hint: "Choose the folder that holds the photos.", field: .source)
        }
        let path = AbsolutePath.resolve(settings.source)
        do {
            let source = try ImportWorks.source(settings, storage: storage, ownFolders: ownFolders)
            try source.check()
            try refuseOverlap(try Folder(path: path).canonicalPath(), settings, storage, target.root)
            return (storage, source)
        } catch let error as FileError {
            throw Refusal(
                path, "it cannot be read: \(error.cause)", hint: error.hint ?? "Check the path.", field: .source)
        }
    }

    private func refuseOverlap(
        _ source: [UInt8], _ settings: ImportSettings, _ storage: StorageRecord, _ root: Folder
    ) throws {
        let path = String(decoding: source, as: UTF8.self)
        if AbsolutePath.contains(try root.canonicalPath(), source) {
            throw Refusal(
                path, "it lies inside the storage “\(storage.name)” itself",
                hint: "Its files are in the storage already; re-index it.", field: .source)
        }
        for own in ownFolders {
            guard AbsolutePath.contains(try Folder(path: own).canonicalPath(), source) else { continue }
            throw Refusal(
                path, "Photostead keeps its own data there", hint: "Choose the folder of your photos.", field: .source)
        }
        guard settings.isMove else { return }
        let storages = try services.store.read { try StorageRecord.all($0) }
        if let other = storages.first(where: { AbsolutePath.contains($0.root, source) }) {
            throw Refusal(
                path, "its files belong to the storage “\(other.name)” and are not moved away",
                hint: "Import them as copies.", field: .source)
        }
    }
}
