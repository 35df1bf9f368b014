package import Model
import Platform

/// What takes the locks of storages, so that another process stays away from them.
package protocol StorageLocking: Sendable {
    /// Takes the lock of a storage, or shares the one that is held already.
    ///
    /// - Parameter whenLost: called when another process took the lock over, from another thread.
    /// - Returns: nil when the storage needs none.
    /// - Throws: a `Failure` when another process has it, or the storage is offline.
    func lock(
        _ storage: Int64, for kind: OperationKind, whenLost: @escaping @Sendable () -> Void
    ) throws -> (any StorageShare)?
}

/// A share in the lock of a storage; given back when it is released, or forgotten.
package protocol StorageShare: Sendable {
    /// Whether another process has taken the lock over.
    var isLost: Bool { get }

    func release()
}

/// Work that holds the locks of the storages it claims: refused while another process works on one of them, stopped
/// when that takes a lock over.
struct GuardedWork: OperationWork {
    let work: any OperationWork
    let request: OperationRequest
    let storages: any StorageLocking

    var claims: [Claim] { work.claims }

    func check() throws {
        try work.check()
        for share in try lock({}) { share.release() }
    }

    func process(_ run: OperationRun) throws -> OperationOutcome {
        let stop = run.stopSignal
        let shares: [any StorageShare]
        // The checks have passed: a disk that filled up, or somebody who was faster, is no reason to give up.
        do { shares = try lock { stop.request() } } catch let failure as any Failure { return .held(failure) }
        defer { for share in shares { share.release() } }
        let outcome = try work.process(run)
        if shares.contains(where: \.isLost) { throw LockError.lost(path: request.title) }
        return outcome
    }

    /// In one order everywhere: two that claim the same storages never wait for each other.
    private func lock(_ whenLost: @escaping @Sendable () -> Void) throws -> [any StorageShare] {
        try Set(claims.compactMap(\.storage)).sorted().compactMap {
            try storages.lock($0, for: request.kind, whenLost: whenLost)
        }
    }
}
