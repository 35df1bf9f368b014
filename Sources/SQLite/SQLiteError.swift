import CSQLite
package import Model

/// What SQLite answered. People see neither statements nor result codes (docs/safety.md section 2); the log has both.
package struct SQLiteError: Failure, CustomDebugStringConvertible {
    /// Extended result code (https://sqlite.org/rescode.html).
    package let code: Int32
    package let message: String
    /// The SQL, or the path of the database.
    private let cause: String
    /// The path of a database that could not even be opened; then nothing was done.
    package private(set) var subject: String?

    init(code: Int32, message: String, cause: String) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The same error of a database that is being opened: about the file, and before anything was done.
    func opening(_ path: String) -> SQLiteError {
        var error = self
        error.subject = path
        return error
    }

    private var isOpening: Bool { subject != nil }

    /// The primary result code: the low eight bits.
    package var primaryCode: Int32 { code & 0xff }

    package var isFull: Bool { primaryCode == SQLITE_FULL }
    package var isCorrupt: Bool { primaryCode == SQLITE_CORRUPT || primaryCode == SQLITE_NOTADB }
    package var isRetryable: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }

    package var reason: String {
        if isFull { return "the disk is full" }
        if isCorrupt { return "the database file is damaged (\(message))" }
        switch primaryCode {
        // These messages quote statements and columns.
        case SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_RANGE: return "the database refused a statement"
        default: return message
        }
    }

    package var debugDescription: String { "\(description) [SQLite \(code): \(message); \(cause)]" }

    package var hint: String? {
        if isFull { return "Free some space and try again; nothing was changed." }
        if isCorrupt {
            return "Move the file away: a library comes back from its backups folder, a hash cache is made anew."
        }
        if isOpening { return "Look whether the file is there and may be read and written; nothing was changed." }
        return nil
    }

    package var severity: Severity {
        if isOpening { return .preflight }
        return isFull || isCorrupt ? .unrecoverable : .recoverable
    }
}
