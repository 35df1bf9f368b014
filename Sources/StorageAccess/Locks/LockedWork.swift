package import Engine
import Model
import Platform
package import Store

/// Work that holds the lock of its storage while it runs, as it writes to it.
private struct LockedWork: OperationWork {
    let work: any OperationWork
    let request: OperationRequest
    let storage: Int64
    let store: LibraryStore
    let locks: StorageLocks

    func check() throws {
        try work.check()
        try hold()?.release()
    }

    func process(_ run: OperationRun) throws -> OperationOutcome {
        let stop = run.stopSignal
        let hold: StorageHold?
        // The checks have passed: a disk that filled up, or somebody who was faster, is no reason to give up.
        do { hold = try self.hold { stop.request() } } catch let failure as any Failure { return .held(failure) }
        defer { hold?.release() }
        let outcome = try work.process(run)
        if let hold, hold.isLost { throw LockError.lost(path: request.title) }
        return outcome
    }

    private func hold(whenLost: @escaping @Sendable () -> Void = {}) throws -> StorageHold? {
        guard let storage = try store.read({ try StorageRecord.find(id: storage, $0) }) else { return nil }
        return try locks.hold(storage, for: request.kind.rawValue, whenLost: whenLost)
    }
}

extension StorageLocks {
    /// The same work, refused while another process works on its storage, and stopped when that takes the lock over.
    package func guarding(
        _ request: OperationRequest, _ work: any OperationWork, store: LibraryStore
    ) -> any OperationWork {
        guard let storage = request.storage else { return work }
        return LockedWork(work: work, request: request, storage: storage, store: store, locks: self)
    }
}
