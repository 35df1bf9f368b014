import CSQLite

/// One handle of SQLite, used by one thread at a time.
package final class Connection {
    /// How a database file is opened.
    package enum Mode: Sendable {
        /// Creates the file when it is absent; WAL, full synchronisation.
        case readWrite
        /// Never writes and never checkpoints: SQLite 3.40 has the WAL-reset race (docs/safety.md section 2).
        case readOnly
    }

    let handle: OpaquePointer
    var cache: [String: Statement] = [:]

    /// - Parameter path: a file path, or `:memory:`.
    /// - Throws: `SQLiteError`.
    package init(path: String, mode: Mode) throws {
        _ = Self.isLibraryConfigured
        var handle: OpaquePointer?
        let flags =
            switch mode {
            case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .readOnly: SQLITE_OPEN_READONLY
            }
        let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle else {
            let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            // "resources associated with the connection handle should be released ... whether or not an error occurs"
            sqlite3_close_v2(handle)
            throw SQLiteError(code: code, message: message, cause: path)
        }
        self.handle = handle
        sqlite3_busy_timeout(handle, 5000)
        photostead_enable_defensive(handle)
        try configure(mode)
    }

    /// Once, before the first connection.
    private static let isLibraryConfigured = photostead_forgo_memory_statistics() == SQLITE_OK

    deinit {
        cache.removeAll()
        sqlite3_close_v2(handle)
    }

    private func configure(_ mode: Mode) throws {
        switch mode {
        case .readWrite:
            photostead_widen_lookaside(handle)
            try execute("PRAGMA journal_mode = WAL")
            try execute("PRAGMA synchronous = FULL")
            // Pages that change again and again are copied into the file every 16 MB of log, not every 4.
            try execute("PRAGMA wal_autocheckpoint = 4000")
            try execute("PRAGMA cache_size = -32000")
        case .readOnly:
            try execute("PRAGMA query_only = 1")
            try execute("PRAGMA wal_autocheckpoint = 0")
            try execute("PRAGMA cache_size = -4000")
        }
        try execute("PRAGMA foreign_keys = ON")
        try execute("PRAGMA temp_store = MEMORY")
    }

    /// Runs SQL without parameters and without looking at rows; several statements may follow each other.
    package func execute(_ sql: String) throws {
        var message: UnsafeMutablePointer<CChar>?
        let code = sqlite3_exec(handle, sql, nil, nil, &message)
        sqlite3_free(message)
        guard code == SQLITE_OK else { throw Self.error(handle, code, sql) }
    }

    /// Runs one statement and ignores its rows.
    package func run(_ sql: String, _ values: [Value] = []) throws {
        try statement(sql).run(values) { _ in true }
    }

    /// Every row of a query, as `map` makes of it.
    package func rows<Element>(_ sql: String, _ values: [Value] = [], _ map: (inout Row) throws -> Element) throws
        -> [Element]
    {
        var result: [Element] = []
        try statement(sql).run(values) {
            result.append(try map(&$0))
            return true
        }
        return result
    }

    /// The first row of a query; nil when there is none.
    package func row<Element>(_ sql: String, _ values: [Value] = [], _ map: (inout Row) throws -> Element) throws
        -> Element?
    {
        var result: Element?
        try statement(sql).run(values) {
            result = try map(&$0)
            return false
        }
        return result
    }

    /// The first column of the first row as an integer; 0 when there is none.
    package func integer(_ sql: String, _ values: [Value] = []) throws -> Int {
        try row(sql, values) { $0.int(0) } ?? 0
    }

    package var lastInsertedRowID: Int64 { sqlite3_last_insert_rowid(handle) }

    /// How many rows the last INSERT, UPDATE or DELETE has changed, without those that triggers have changed.
    package var changedRows: Int { Int(sqlite3_changes64(handle)) }

    /// Runs `body` in one transaction: all of it or, when it throws, nothing.
    package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        // IMMEDIATE: the lock is taken now, so that no statement in the middle can fail with SQLITE_BUSY.
        try run("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try run("COMMIT")
            return result
        } catch {
            // Some errors have rolled back already; ROLLBACK then fails, and the first error is the one to tell.
            if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
            throw error
        }
    }

    private func statement(_ sql: String) throws -> Statement {
        if let cached = cache[sql], !cached.isInUse { return cached }
        let statement = try Statement(sql, database: handle)
        if cache.count >= 200 { cache.removeAll() }
        cache[sql] = statement
        return statement
    }

    static func error(_ handle: OpaquePointer, _ code: Int32, _ sql: String) -> SQLiteError {
        SQLiteError(code: code, message: String(cString: sqlite3_errmsg(handle)), cause: sql)
    }
}
