package import Model

/// Makes the work of any operation from what its row says, so that it can be resumed after a restart; the storages that
/// the work claims are locked while it runs.
package struct OperationRegistry: Sendable {
    /// - Throws: a `Failure` when the parameters are not understood or the storage is gone.
    package typealias Factory = @Sendable (OperationRequest) throws -> any OperationWork

    private let storages: any StorageLocking
    private var factories: [OperationKind: Factory] = [:]

    package init(storages: any StorageLocking) { self.storages = storages }

    package mutating func register(_ kind: OperationKind, _ factory: @escaping Factory) { factories[kind] = factory }

    func work(for request: OperationRequest) throws -> any OperationWork {
        guard let factory = factories[request.kind] else {
            throw OperationError(
                request.title, "this version does not know operations of kind \(request.kind.rawValue)")
        }
        return GuardedWork(work: try factory(request), request: request, storages: storages)
    }
}
