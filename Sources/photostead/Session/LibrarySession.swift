import Composition
import Curation
import Engine
import HTTP
import Imports
import Intake
import MetadataWrite
import Model
import Platform
import StorageAccess
import Storages

/// What verbs do with a library: in this process when nobody else has it open, else through the server that has.
protocol LibrarySession: Sendable {
    func storages() throws -> [StorageDocument]
    func addStorage(path: String, name: String?, isIndexed: Bool) throws -> StorageDocument
    func migrateStorage(path: String) throws -> StorageDocument
    func changeStorage(_ uuid: String, _ changes: StorageChanges) throws -> StorageDocument
    func removeStorage(_ uuid: String) throws -> StorageDocument
    /// - Returns: the operation's id.
    func reindex(_ uuid: String, _ options: ReindexOptions) throws -> String
    func settle(_ answer: ConflictAnswer, of uuid: String) throws -> ConflictOutcome
    func edit(_ ids: [String], _ changes: MetadataChanges) throws -> [EditResult]
    func startImport(_ settings: ImportSettings) throws -> ImportDocument
    func previewImport(_ settings: ImportSettings) throws -> PreviewDocument
    /// - Parameter id: of the session, or of its operation.
    func importSession(_ id: String) throws -> ImportDocument
    func resumeImport(_ id: String) throws -> ImportDocument
    func retryImport(_ id: String) throws -> ImportDocument
    func answerImport(_ id: String, _ answer: DuplicateAnswer) throws -> ImportDocument
    func rollbackPlan(_ id: String) throws -> RollbackPlan
    func rollBackImport(_ id: String) throws -> ImportDocument
    func restoreImport(_ id: String) throws -> ImportDocument
    func operations() throws -> [OperationDocument]
    func operation(_ id: String) throws -> OperationDocument
    func steer(_ id: String, _ steering: Steering) throws
    /// Waits a moment for the operation to move.
    func waitForChange(of id: String)
    func close() throws
}

/// What can be asked of an operation.
enum Steering: String, Sendable {
    case pause, resume, cancel, restart
}

extension LibrarySession {
    /// The id of the storage that somebody means: by its id, the beginning of it, its name or its path.
    ///
    /// - Throws: `Refusal` when there is none, or several.
    func storage(meant text: String) throws -> String { try storages().meant(by: text).uuid }

    /// Follows an operation to its end, drawing its progress; SIGINT and SIGTERM pause it.
    ///
    /// - Returns: the operation as it ended, and the exit code that says so.
    func follow(_ id: String, _ terminal: Terminal) throws -> (OperationDocument, ExitCode) {
        let interruption = Lock<ExitCode?>(nil)
        Interrupts.receive { code in
            interruption.withLock { $0 = code }
            // The operation may just have ended; then there is nothing to pause.
            try? steer(id, .pause)
        }
        let bar = ProgressBar(terminal)
        while true {
            let document = try state(of: id)
            bar.draw(document)
            if document.status == .paused || document.status.isTerminal {
                bar.finish()
                return (document, Self.exitCode(document, interruption.withLock { $0 }))
            }
            waitForChange(of: id)
        }
    }

    /// - Throws: `FollowedServerLost` when the server that works has ended.
    private func state(of id: String) throws -> OperationDocument {
        do { return try operation(id) } catch is ClientError { throw FollowedServerLost(operation: id) }
    }

    private static func exitCode(_ document: OperationDocument, _ interruption: ExitCode?) -> ExitCode {
        switch document.status {
        case .complete: document.progress.failed > 0 ? .partlyFailed : .done
        case .paused: interruption ?? .failed
        default: .failed
        }
    }
}

/// The server that did what was asked for has ended before it was done.
struct FollowedServerLost: Failure {
    let operation: String

    var subject: String? { "the server" }
    var reason: String { "it ended while it worked" }
    var hint: String? { "Nothing that was done is lost: `photostead operation resume \(operation)` goes on." }
}

/// Opens the library for verbs that change it.
enum Sessions {
    /// - Throws: `LockError.libraryInUse` when another process has the library and cannot be asked.
    static func open(_ configuration: Configuration) throws -> any LibrarySession {
        do {
            return LocalSession(try OpenLibrary(configuration))
        } catch let error as LockError {
            // The address of a server that was killed may stand there still; its number tells.
            guard case .libraryInUse(_, let holder) = error,
                let server = try ServerAddress.read(in: configuration.data), server.address.pid == holder
            else { throw error }
            return RemoteSession(server)
        }
    }

    /// Opens, runs `body` and closes again.
    static func with<Result>(
        _ configuration: Configuration, _ body: (any LibrarySession) throws -> Result
    ) throws -> Result {
        let session = try open(configuration)
        let result = Swift.Result { try body(session) }
        do { try session.close() } catch {
            // What went wrong first is the error to tell.
            if case .success = result { throw error }
        }
        return try result.get()
    }
}

extension [StorageDocument] {
    /// The storage that somebody means: by its id, the beginning of it, its name or its path.
    ///
    /// - Throws: `Refusal` when there is none, or several.
    func meant(by text: String) throws -> StorageDocument {
        let exact = filter { $0.uuid == text.lowercased() || $0.name == text || $0.path == text }
        let meant = exact.isEmpty && text.count >= 4 ? filter { $0.uuid.hasPrefix(text.lowercased()) } : exact
        guard let storage = meant.first else { throw Refusal.unknownStorage(text) }
        guard meant.count == 1 else {
            throw Refusal(
                text, "it may be one of \(meant.count) storages", hint: "`photostead storage list` shows their ids.")
        }
        return storage
    }
}
