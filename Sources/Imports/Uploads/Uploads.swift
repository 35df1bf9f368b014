import Engine
package import Intake
import Model
import Platform
import StorageAccess
import Store

/// Files that browsers send into a storage: received piece by piece, kept over restarts, then imported.
package final class Uploads: Sendable {
    let services: IntakeServices
    private struct Receiving {
        /// Names of announced parts, with the ids of their uploads.
        var parts: Set<String> = []
        /// Files that are being written now, by upload.
        var counts: [String: Int] = [:]
    }

    /// What is being written now.
    private let receiving = Lock(Receiving())

    package init(services: IntakeServices) { self.services = services }

    // MARK: - Asking

    /// Uploads that are not being imported yet, the latest first.
    package func open() throws -> [UploadDocument] {
        try services.store.read { try UploadRecord.open($0) }.map { try document($0, files: 0) }
    }

    /// - Throws: `Refusal` when there is none.
    package func find(_ id: String) throws -> UploadDocument { try document(record(id), files: 200) }

    /// The upload of an import that has ended and did not take every file; nil = nothing is left of it.
    package func leftover(ofSession key: Int64) throws -> String? {
        guard let record = try services.store.read({ try UploadRecord.find(session: key, $0) }), try isOver(record)
        else { return nil }
        return record.id
    }

    private func record(_ id: String) throws -> UploadRecord {
        guard let record = try services.store.read({ try UploadRecord.find(id, $0) }) else {
            throw Refusal(
                id, "there is no upload with this id", hint: "It may have been imported or discarded.", .notFound
            )
        }
        return record
    }

    private func document(_ record: UploadRecord, files limit: Int) throws -> UploadDocument {
        guard let storage = try services.store.read({ try StorageRecord.find(id: record.storage, $0) }),
            let settings: ImportSettings = OperationJSON.decode(record.parameters)
        else { throw Refusal(record.id, "its storage is no longer in the library", .notFound) }
        return try UploadDocument(record, storage: storage, settings: settings, files: limit)
    }

    // MARK: - Receiving

    /// Begins an upload into the storage that the settings name.
    ///
    /// - Throws: `Refusal`, `StorageOffline`, `FileError`; then nothing was written.
    package func start(_ settings: ImportSettings) throws -> UploadDocument {
        _ = try settings.policy
        let target = try ImportTarget(settings.storage, services.store)
        let id = UUIDText.random()
        var settings = settings
        (settings.source, settings.upload) = ("Upload from a browser", id)
        try UploadArea(root: target.root, id: id).make()
        let record = UploadRecord(
            id: id, storage: target.storage.id, parameters: OperationJSON.encode(settings),
            createdAt: ISO8601.utc(services.time.now))
        try services.store.write { try record.insert($0) }
        return try find(id)
    }

    /// What has come of files that a browser is about to send; those that cannot be taken say why.
    ///
    /// - Throws: `Refusal` when all together do not fit; `StorageOffline`, `FileError`.
    package func states(_ id: String, of offers: [UploadOffer]) throws -> [UploadState] {
        let area = try area(try receiver(id))
        let states = try offers.map { offer in
            do { return try area.state(of: offer) } catch let error as Refusal {
                return UploadState(path: offer.path, received: 0, isComplete: false, problem: error.reason)
            }
        }
        let rest = zip(offers, states).reduce(Int64(0)) { sum, file in
            file.1.isComplete || file.1.problem != nil ? sum : sum + max(0, file.0.size - file.1.received)
        }
        if rest > 0 { try FileReception.checkSpace(for: rest, in: area) }
        return states
    }

    /// Opens a file of an upload for the bytes that come now.
    ///
    /// - Parameters:
    ///   - path: as the client names it; for an announced file its `offer` says it.
    ///   - offset: where the client goes on.
    /// - Throws: `Refusal`, `StorageOffline`, `FileError`.
    package func receive(
        _ id: String, path: String, offer: UploadOffer? = nil, offset: Int64 = 0
    ) throws -> FileReception {
        let area = try area(try receiver(id))
        let place = try UploadOffer.place(path)
        if let offer { _ = try offer.place() }
        try FileReception.checkSpace(for: max(0, (offer?.size ?? 0) - offset), in: area)
        let key = offer.map { "\(id)/" + String(decoding: $0.partName(), as: UTF8.self) }
        let isFirst = receiving.withLock { receiving in
            if let key, !receiving.parts.insert(key).inserted { return false }
            receiving.counts[id, default: 0] += 1
            return true
        }
        guard isFirst else {
            throw Refusal(path, "it is being received already", hint: "Wait for the other page, or close it.")
        }
        let release: @Sendable () -> Void = { [receiving] in
            receiving.withLock { receiving in
                if let key { receiving.parts.remove(key) }
                receiving.counts[id, default: 1] -= 1
            }
        }
        do {
            return try FileReception(
                place, offer: offer, offset: offset, in: area, check: { [self] in _ = try receiver(id) },
                release: release)
        } catch {
            release()
            throw error
        }
    }

    private func isReceiving(_ id: String) -> Bool { receiving.withLock { $0.counts[id] ?? 0 } > 0 }

    /// - Throws: `Refusal` while files of it are still coming.
    func expectQuiet(_ id: String) throws {
        guard !isReceiving(id) else {
            throw Refusal("the upload", "files of it are still coming", hint: "Wait until they are here.")
        }
    }

    /// Drops an upload with all that has come of it.
    ///
    /// - Throws: `Refusal`, `StorageOffline`, `FileError`.
    package func discard(_ id: String) throws {
        let record = try record(id)
        try expectQuiet(id)
        guard try isOver(record) else {
            throw Refusal("the upload", "it is being imported", hint: "Cancel the import first.")
        }
        try area(record).remove()
        try services.store.write { try UploadRecord.remove(id, $0) }
    }

    /// Whether no import works with its files, or will go on to.
    private func isOver(_ record: UploadRecord) throws -> Bool {
        guard let session = record.session else { return true }
        return try services.store.read { connection in
            let operation = try ImportSessionRecord.find(session, connection)?.operationID
            return try operation.flatMap { try OperationRecord.find($0, connection) }?.status.isTerminal ?? true
        }
    }

    /// An upload that still takes files.
    private func receiver(_ id: String) throws -> UploadRecord {
        let record = try record(id)
        guard record.session == nil else {
            throw Refusal(id, "it is being imported", hint: "Begin another upload for more files.")
        }
        return record
    }

    func area(_ record: UploadRecord) throws -> UploadArea {
        guard let storage = try services.store.read({ try StorageRecord.find(id: record.storage, $0) }) else {
            throw Refusal(record.id, "its storage is no longer in the library", .notFound)
        }
        return UploadArea(root: try StorageRoot.open(storage).folder, id: record.id)
    }

    // MARK: - Ending

    /// Removes the files of uploads whose import has ended and asks nothing more.
    ///
    /// - Throws: `SQLiteError`; what cannot be removed now is kept until the next time.
    package func tidy() throws {
        for record in try services.store.read({ try UploadRecord.finished($0) }) {
            guard !isReceiving(record.id) else { continue }
            do {
                try area(record).remove()
                try services.store.write { try UploadRecord.remove(record.id, $0) }
            } catch let failure as any Failure {
                // It is tried again at the next start and after the next import.
                Log.shared.error("upload \(record.id)", failure)
            }
        }
    }
}
