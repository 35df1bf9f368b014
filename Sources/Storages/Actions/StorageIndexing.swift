package import Engine
package import Model
import Platform
package import Store

/// Starts index operations and makes their work from what their row says.
package struct StorageIndexing: Sendable {
    /// What a run is started with; JSON in `operation_state.parameters`.
    private struct Parameters: Sendable, Codable {
        var options = ReindexOptions()
        /// Bytes of the only folder to look at, in hexadecimal digits; empty = the root, nil = everything.
        var folder: String?
        /// A decision about conflicts to carry out instead.
        var answer: ConflictAnswer?

        var scope: IndexScope {
            folder.map { .folder(Hex.decode($0).flatMap { RelativePath(bytes: $0) }) } ?? .everything
        }
    }

    private let services: IndexServices

    package init(services: IndexServices) { self.services = services }

    /// What to hand to the board.
    ///
    /// - Parameters:
    ///   - isFirst: whether it is the run that follows the making of the storage; nil = as the storage says.
    package static func request(
        _ storage: StorageRecord, _ options: ReindexOptions = ReindexOptions(), isFirst: Bool? = nil
    ) -> OperationRequest {
        let isFirst = isFirst ?? (storage.lastIndexed == nil)
        let title =
            switch options.mode {
            case .quick: "Check \(storage.name)"
            case .smart: isFirst ? "Index \(storage.name)" : "Re-index \(storage.name)"
            case .full: "Read \(storage.name) again"
            }
        return OperationRequest(
            kind: isFirst ? .index : .updateIndex, title: title, storage: storage.id,
            parameters: OperationJSON.encode(Parameters(options: options)))
    }

    /// A look at the files directly in one folder.
    ///
    /// - Parameter folder: nil = the root.
    package static func request(_ storage: StorageRecord, folder: RelativePath?) -> OperationRequest {
        OperationRequest(
            kind: .updateIndex, title: "Check \(folder?.display ?? "the root") in \(storage.name)", storage: storage.id,
            parameters: OperationJSON.encode(
                Parameters(options: ReindexOptions(), folder: Hex.encode(folder?.bytes ?? []))))
    }

    /// Carries out what a person decided about conflicts.
    static func request(_ storage: StorageRecord, _ answer: ConflictAnswer) -> OperationRequest {
        let title =
            switch answer.action {
            case .restore: "Restore missing files of \(storage.name)"
            case .accept: "Take over moved files of \(storage.name)"
            default: "Add new files of \(storage.name)"
            }
        return OperationRequest(
            kind: .updateIndex, title: title, storage: storage.id,
            parameters: OperationJSON.encode(Parameters(answer: answer)))
    }

    /// The registry's factory for `index` and `update_index`.
    ///
    /// - Throws: `Refusal` when the storage has been removed.
    package func work(for request: OperationRequest) throws -> any OperationWork {
        let id = request.storage ?? 0
        guard let storage = try services.store.read({ try StorageRecord.find(id: id, $0) }) else {
            throw Refusal(request.title, "its storage is no longer in the library")
        }
        let parameters: Parameters = OperationJSON.decode(request.parameters) ?? Parameters()
        if let answer = parameters.answer { return ConflictWork(storage: storage, answer: answer, services: services) }
        return IndexWork(
            storage: storage, options: parameters.options, scope: parameters.scope, isFirst: request.kind == .index,
            services: services)
    }
}
