import CSQLite

extension Connection {
    /// Copies the whole database into a new file with SQLite's online backup; writers need not stop.
    ///
    /// - Parameter path: a file that does not exist yet, or is empty.
    package func backup(to path: String) throws {
        let target = try Connection(path: path, mode: .readWrite)
        guard let backup = sqlite3_backup_init(target.handle, "main", handle, "main") else {
            throw Self.error(target.handle, sqlite3_errcode(target.handle), path)
        }
        let code = sqlite3_backup_step(backup, -1)
        sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE else { throw Self.error(target.handle, code, path) }
        try target.execute("PRAGMA journal_mode = DELETE")
    }

    /// The findings of `PRAGMA integrity_check`; empty when the database is sound.
    package func integrityProblems() throws -> [String] {
        try rows("PRAGMA integrity_check") { $0.text(0) }.filter { $0 != "ok" }
    }
}
