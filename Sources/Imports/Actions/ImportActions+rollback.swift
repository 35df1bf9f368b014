import Engine
package import Intake
import Model
import Platform
import Store

/// Taking imports back: their files go to the trash of their storage, and can come back from there.
extension ImportActions {
    /// What taking an import back would do; nothing is written.
    ///
    /// - Parameters:
    ///   - id: of the session, or of its operation.
    ///   - isKept: whether it is going to be confirmed by its id.
    /// - Throws: `Refusal` when it cannot be taken back now; `StorageOffline`.
    package func rollbackPlan(_ id: String, isKept: Bool = false) throws -> RollbackPlan {
        let session = try rollbackCandidate(id)
        var plan = try RollbackPlan(session: session, services: services)
        if isKept { plan.id = try self.plan(session, plan).keep(in: services.store, now: services.time.now) }
        return plan
    }

    /// Takes an import back, as an operation; one that was interrupted goes on.
    ///
    /// - Parameter plan: what was shown; nil = whatever it does now.
    /// - Throws: as `rollbackPlan`; `OperationError` when it would not do what was shown.
    package func rollback(_ id: String, plan: String? = nil) throws -> ImportDocument {
        let session = try rollbackCandidate(id)
        if let plan { try confirm(plan, session) }
        return try undo(session, isRestoration: false)
    }

    /// Brings the files of an import that was taken back to their places.
    ///
    /// - Throws: `Refusal` when it was not taken back.
    package func restore(_ id: String) throws -> ImportDocument {
        let session = try sessions.session(id)
        guard try session.status == .rolledBack || isPartlyOut(session) else {
            throw Refusal(session.title, "it has not been taken back", hint: "Its files are in the storage.")
        }
        return try undo(session, isRestoration: true)
    }

    /// Whether files of it lie in the trash: a rollback that was cut off, or places that were taken.
    private func isPartlyOut(_ session: ImportSessionRecord) throws -> Bool {
        try services.store.read { try TrashRecord.page(session: session.key, after: 0, limit: .max, $0) }
            .contains(where: Rollback.isOf)
    }

    func rollbackCandidate(_ id: String) throws -> ImportSessionRecord {
        let session = try sessions.session(id)
        guard session.status != .rolledBack else {
            throw Refusal(session.title, "it has been taken back already", hint: "Its files lie in the trash.")
        }
        let status = try session.operationID.flatMap { try board.find($0) }?.status
        guard status?.isTerminal ?? true else {
            throw Refusal(session.title, "it has not ended", hint: "Cancel it first, or let it end.")
        }
        guard session.operationID != nil else {
            throw Refusal(
                session.title, "its files were not copied in by this library",
                hint: "They may be the only ones: move away yourself what you do not want to keep.")
        }
        guard session.fates[.imported] + session.fates[.replaced] > 0 else {
            throw Refusal(session.title, "it has brought no file into the storage")
        }
        return session
    }

    private func undo(_ session: ImportSessionRecord, isRestoration: Bool) throws -> ImportDocument {
        if let unfinished = try sessions.unfinishedRollbacks()[session.key] {
            guard try sessions.rollback(of: unfinished.operationID)?.isRestoration == isRestoration else {
                throw Refusal(
                    session.title, "“\(unfinished.title)” has not ended", hint: "Resume or cancel that operation first."
                )
            }
            if unfinished.status == .paused { try board.resume(unfinished.operationID) }
            return try sessions.find(String(session.key))
        }
        guard let storage = try services.store.read({ try StorageRecord.find(id: session.storage, $0) }) else {
            throw Refusal(session.title, "its storage is no longer in the library")
        }
        _ = try board.start(Rollback.request(session, isRestoration: isRestoration, storage: storage))
        return try sessions.find(String(session.key))
    }
}
