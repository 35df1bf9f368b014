import Composition
import Engine
import HTTP
import Model
import Platform

/// Where the calls of a verb are answered: in this process, or by the server that has the library open.
protocol LibrarySession: Sendable {
    func ask<Question: Call>(_ question: Question) throws -> Question.Answer
    /// Waits a moment for an operation to move.
    func waitForChange()
    func close() throws
}

extension LibrarySession {
    func close() throws {}
    func waitForChange() {}

    /// Follows an operation to its end, drawing its progress; SIGINT and SIGTERM pause it.
    ///
    /// - Returns: the operation as it ended, and the exit code that says so.
    func follow(_ id: String, _ terminal: Terminal) throws -> (OperationDocument, ExitCode) {
        let interruption = Lock<ExitCode?>(nil)
        Interrupts.receive { code in
            interruption.withLock { $0 = code }
            // The operation may just have ended; then there is nothing to pause.
            _ = try? ask(SteerOperation(id: id, steering: .pause))
        }
        let bar = ProgressBar(terminal)
        while true {
            let document = try state(of: id)
            bar.draw(document)
            if document.status == .paused || document.status.isTerminal {
                bar.finish()
                return (document, Self.exitCode(document, interruption.withLock { $0 }))
            }
            waitForChange()
        }
    }

    /// - Throws: `FollowedServerLost` when the server that works has ended.
    private func state(of id: String) throws -> OperationDocument {
        do { return try ask(ShowOperation(id: id)) } catch is ClientError { throw FollowedServerLost(operation: id) }
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

/// Opens the library for the calls of a verb.
enum Sessions {
    /// Opens what the call needs, runs `body` and closes again.
    static func with<Result>(
        _ configuration: Configuration, for type: any Call.Type, _ body: (any LibrarySession) throws -> Result
    ) throws -> Result {
        guard CallList.reading.contains(type) else { return try with(configuration, body) }
        return try LibraryReading.with(configuration.data) { try body(ReadingSession(library: $0)) }
    }

    /// As `with(_:for:_:)`, for calls that change the library.
    ///
    /// - Throws: `LockError.libraryInUse` when another process has the library and cannot be asked.
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

    private static func open(_ configuration: Configuration) throws -> any LibrarySession {
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
}
