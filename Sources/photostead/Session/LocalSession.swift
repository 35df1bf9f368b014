import Composition
import Curation
import Engine
import Imports
import Intake
import MetadataWrite
import Model
import Platform
import Storages

/// The library is open in this process.
struct LocalSession: LibrarySession {
    private let library: OpenLibrary
    private let moved = Condition(0)
    private let endObserving: @Sendable () -> Void

    init(_ library: OpenLibrary) {
        self.library = library
        let moved = moved
        endObserving = library.board.observe { _ in moved.change { $0 += 1 } }
    }

    func storages() throws -> [StorageDocument] { try library.storages.list().map { StorageDocument($0) } }

    func addStorage(path: String, name: String?, isIndexed: Bool) throws -> StorageDocument {
        try library.storages.add(path: path, name: name, isIndexed: isIndexed)
    }

    func migrateStorage(path: String) throws -> StorageDocument { try library.storages.migrate(path: path) }

    func changeStorage(_ uuid: String, _ changes: StorageChanges) throws -> StorageDocument {
        StorageDocument(try library.storages.change(uuid, changes))
    }

    func removeStorage(_ uuid: String) throws -> StorageDocument {
        StorageDocument(try library.storages.remove(uuid))
    }

    func reindex(_ uuid: String, _ options: ReindexOptions) throws -> String {
        try library.storages.reindex(uuid, options)
    }

    func settle(_ answer: ConflictAnswer, of uuid: String) throws -> ConflictOutcome {
        try library.conflicts.answer(answer, try library.storages.find(uuid))
    }

    func edit(_ ids: [String], _ changes: MetadataChanges) throws -> [EditResult] {
        try library.edits.apply(changes, toAll: ids)
    }

    func startImport(_ settings: ImportSettings) throws -> ImportDocument { try library.imports.start(settings) }

    func previewImport(_ settings: ImportSettings) throws -> PreviewDocument {
        PreviewDocument(try library.imports.preview(settings))
    }

    func importSession(_ id: String) throws -> ImportDocument { try library.imports.find(id) }

    func resumeImport(_ id: String) throws -> ImportDocument { try library.imports.resume(id) }

    func retryImport(_ id: String) throws -> ImportDocument { try library.imports.retry(id) }

    func answerImport(_ id: String, _ answer: DuplicateAnswer) throws -> ImportDocument {
        try library.imports.answer(id, files: answer.files, with: answer.answer)
    }

    func rollbackPlan(_ id: String) throws -> RollbackPlan { try library.imports.rollbackPlan(id) }

    func rollBackImport(_ id: String) throws -> ImportDocument { try library.imports.rollback(id) }

    func restoreImport(_ id: String) throws -> ImportDocument { try library.imports.restore(id) }

    func operations() throws -> [OperationDocument] { try library.board.latest(100) }

    func operation(_ id: String) throws -> OperationDocument {
        guard let document = try library.board.find(id) else { throw OperationError.unknown(id) }
        return document
    }

    func steer(_ id: String, _ steering: Steering) throws {
        switch steering {
        case .pause: try library.board.pause(id)
        case .resume: try library.board.resume(id)
        case .cancel: try library.board.cancel(id)
        case .restart: try library.board.restart(id)
        }
    }

    /// Until something moves, and at least five times a second for the clock in the bar.
    func waitForChange(of id: String) {
        let seen = moved.look { $0 }
        _ = moved.wait(seconds: 0.2) { $0 != seen ? () : nil }
    }

    func close() throws {
        endObserving()
        try library.close()
    }
}
