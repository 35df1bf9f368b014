import CSQLite
package import Model

/// What SQLite answered, with the statement that it answered to.
package struct SQLiteError: Failure {
    /// Extended result code (https://sqlite.org/rescode.html).
    package let code: Int32
    package let message: String
    /// The SQL or the path of the database.
    package let subject: String?

    package init(code: Int32, message: String, subject: String?) {
        self.code = code
        self.message = message
        self.subject = subject
    }

    /// The primary result code: the low eight bits.
    package var primaryCode: Int32 { code & 0xff }

    package var isFull: Bool { primaryCode == SQLITE_FULL }
    package var isCorrupt: Bool { primaryCode == SQLITE_CORRUPT || primaryCode == SQLITE_NOTADB }
    package var isRetryable: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }

    package var reason: String {
        if isFull { return "the disk is full" }
        if isCorrupt { return "the database file is damaged (\(message))" }
        return "\(message) (SQLite \(code))"
    }

    package var hint: String? {
        if isFull { return "Free some space and try again; nothing was changed." }
        if isCorrupt { return "Run `photostead doctor`, or restore a backup from the library folder." }
        return nil
    }

    package var severity: Severity { isFull || isCorrupt ? .unrecoverable : .recoverable }
}
