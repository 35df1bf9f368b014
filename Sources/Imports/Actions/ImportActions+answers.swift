import Engine
import Intake
package import Model
import Store

/// Looking at files of an import once more: those that failed, and duplicates that somebody was asked about.
extension ImportActions {
    /// Looks again at the files that failed; the import goes on with them.
    ///
    /// - Parameter id: of the session, or of its operation.
    /// - Throws: `Refusal` when nothing has failed, or it cannot go on now; a `Failure` when the source is away.
    package func retry(_ id: String) throws -> ImportDocument {
        let session = try settled(id)
        guard session.fates[.failed] > 0 || session.fates.total < session.listed else {
            throw Refusal(session.title, "none of its files has failed")
        }
        return try goOn(with: session) { try ImportLedger($0).reopen(session: session.key, fate: .failed) }
    }

    /// Says what becomes of duplicates that the import has asked about.
    ///
    /// - Parameters:
    ///   - files: ids of the ledger; nil = every question.
    ///   - answer: `skip`, `keep` or `replace`.
    /// - Throws: `Refusal` when there is no such question; a `Failure` when the source is away.
    package func answer(_ id: String, files: [Int64]?, with answer: DuplicatePolicy) throws -> ImportDocument {
        guard answer != .ask else {
            throw Refusal("the answer", "it is none", hint: "Say skip, keep or replace.")
        }
        let session = try settled(id)
        let asked = try services.store.read { try ImportFileRecord.asked(session: session.key, $0) }
        let wanted = files.map(Set.init)
        let meant = asked.filter { wanted?.contains($0.id) ?? true }
        guard !meant.isEmpty else {
            throw Refusal(session.title, "nothing is asked about these files", hint: "Open its page again.")
        }
        let write: @Sendable (Writing) throws -> Void = { writing in
            let ledger = ImportLedger(writing)
            for listed in meant {
                // Another page may have been first.
                guard var file = try ImportFileRecord.find(listed.id, writing), file.state == .asked else {
                    continue
                }
                file.answer = answer
                if answer == .skip {
                    file.state = .done
                    try ledger.save(file)
                } else {
                    try ledger.reopen(file)
                }
            }
        }
        guard answer != .skip else {
            try services.store.write(write)
            try uploads.tidy()
            return try sessions.find(String(session.key))
        }
        return try goOn(with: session, write)
    }

    /// An import that has ended, or waits.
    private func settled(_ id: String) throws -> ImportSessionRecord {
        // Whoever answers one question after the other does not wait for each file.
        if let operation = try sessions.session(id).operationID { board.waitForEnd(of: operation, seconds: 3) }
        let session = try sessions.session(id)
        guard session.status != .rolledBack, try sessions.unfinishedRollbacks()[session.key] == nil else {
            throw Refusal(session.title, "it has been taken back", hint: "Bring its files back first.")
        }
        let status = try session.operationID.flatMap { try board.find($0) }?.status
        guard status.map({ $0 == .paused || $0.isTerminal }) ?? true else {
            throw Refusal(session.title, "it is still at work", hint: "Pause it, or wait for its end.")
        }
        return session
    }

    /// Changes the ledger and takes the import up again: a paused operation goes on, else a new one begins.
    private func goOn(
        with session: ImportSessionRecord, _ change: @escaping @Sendable (Writing) throws -> Void
    ) throws -> ImportDocument {
        guard let storage = try services.store.read({ try StorageRecord.find(id: session.storage, $0) }) else {
            throw Refusal(session.title, "its storage is no longer in the library")
        }
        let request = Self.request(session, storage)
        // What would make it fail is found before anything is reopened.
        try ImportWorks(services: services, uploads: uploads, ownFolders: ownFolders).work(for: request).check()
        try services.store.write { writing in
            try change(writing)
            try ImportSessionRecord.setStatus(.open, of: session.key, at: nil, writing)
        }
        if let id = session.operationID, try board.find(id)?.status == .paused {
            try board.resume(id)
        } else {
            let id = try board.start(request)
            try services.store.write { try ImportSessionRecord.setOperation(id, of: session.key, $0) }
        }
        return try sessions.find(String(session.key))
    }
}
