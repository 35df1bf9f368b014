import Platform

/// A database file with exactly one writing connection, on a thread of its own, and read-only readers.
package final class Database: Sendable {
    package let path: String
    private let jobs: BoundedQueue<WriterJob>
    /// nil = only reading was asked for.
    private let writer: JoinableThread?
    private let readers: Readers

    /// Opens or creates the file and brings its schema up to date.
    ///
    /// - Throws: `SQLiteError`; `MigrationError` when the file was written by a newer version.
    package init(path: String, migrations: [Migration], backupBefore: ((Connection) throws -> Void)? = nil) throws {
        let connection = try Self.opening(path) {
            let connection = try Connection(path: path, mode: .readWrite)
            try Migrator(migrations).migrate(connection, backupBefore: backupBefore)
            return connection
        }
        let jobs = BoundedQueue<WriterJob>(capacity: 256)
        let box = Handover(connection)
        self.path = path
        self.jobs = jobs
        self.readers = Readers(path: path)
        self.writer = WorkerThreads.start("db-writer") { WriterLoop(connection: box.connection, jobs: jobs).run() }
    }

    /// Opens an existing file for reading only, beside the process that writes it.
    ///
    /// - Throws: `SQLiteError`; `MigrationError` when the file was written by a newer or an older version.
    package init(reading path: String, migrations: [Migration]) throws {
        self.path = path
        jobs = BoundedQueue(capacity: 1)
        jobs.close()
        writer = nil
        readers = Readers(path: path)
        try Self.opening(path) { _ = try read { try Migrator(migrations).requireCurrent($0) } }
    }

    private static func opening<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as SQLiteError { throw error.opening(path) }
    }

    deinit { jobs.close() }

    /// Ends the writer after what is queued, and waits for it.
    package func close() {
        readers.close()
        if writer != nil {
            // So that the file alone is the whole database; where it cannot be now, the log is read at the next start.
            try? onWriter { try $0.execute("PRAGMA wal_checkpoint(PASSIVE)") }
        }
        jobs.close()
        writer?.join()
    }

    /// Runs `body` in one transaction on the writing connection; callers wait for their turn. What several threads
    /// write at the same time is committed together: one wait for the disk instead of many.
    ///
    /// - Throws: what `body` throws (then nothing of it was changed), or `SQLiteError`.
    package func write<Result: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Result) throws -> Result {
        let change = WriterChange(body)
        try send(.change(change))
        return try change.result()
    }

    /// Runs `body` on the writing connection outside a transaction: for VACUUM, checkpoints and pragmas.
    package func onWriter<Result: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Result
    ) throws -> Result {
        let answer = Condition<Swift.Result<Result, any Error>?>(nil)
        try send(
            .alone { connection in
                let result = Swift.Result { try body(connection) }
                answer.change { $0 = result }
            })
        return try answer.wait { $0 }.get()
    }

    private func send(_ job: WriterJob) throws {
        guard jobs.send(job) else {
            throw SQLiteError(code: 21, message: "the database is not open for writing", cause: path)
        }
    }

    /// Runs `body` on a read-only connection, in one transaction, so that all its queries see the same state.
    package func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        let connection = try readers.take()
        defer { readers.give(back: connection) }
        try connection.run("BEGIN")
        // Ending a read transaction cannot lose anything, and the body's error is the one to tell.
        defer { try? connection.run("COMMIT") }
        return try body(connection)
    }
}

/// Carries the connection to its thread; nobody else keeps it.
private struct Handover: @unchecked Sendable {
    let connection: Connection
    init(_ connection: Connection) { self.connection = connection }
}

/// Idle read-only connections of one file.
private final class Readers: Sendable {
    private struct Idle: @unchecked Sendable {
        var connections: [Connection] = []
        var isClosed = false
    }

    private let path: String
    private let idle = Lock(Idle())

    init(path: String) { self.path = path }

    func take() throws -> Connection {
        if let connection = idle.withLock({ $0.connections.popLast() }) { return connection }
        return try Connection(path: path, mode: .readOnly)
    }

    func give(back connection: Connection) {
        idle.withLock { if !$0.isClosed, $0.connections.count < 8 { $0.connections.append(connection) } }
    }

    /// Closes what is idle, and from now on whatever is given back.
    func close() {
        idle.withLock {
            $0.isClosed = true
            $0.connections.removeAll()
        }
    }
}
