import CSQLite
package import Model

/// What SQLite answered, with the statement that it answered to.
package struct SQLiteError: Failure {
    /// Extended result code (https://sqlite.org/rescode.html).
    package let code: Int32
    package let message: String
    /// The SQL or the path of the database.
    package let subject: String?
    /// Whether the database could not even be opened; then nothing was done.
    private let isOpening: Bool

    package init(code: Int32, message: String, subject: String?) {
        self.init(code: code, message: message, subject: subject, isOpening: false)
    }

    private init(code: Int32, message: String, subject: String?, isOpening: Bool) {
        self.code = code
        self.message = message
        self.subject = subject
        self.isOpening = isOpening
    }

    /// The same error of a database that is being opened: about the file, and before anything was done.
    func opening(_ path: String) -> SQLiteError {
        SQLiteError(code: code, message: message, subject: path, isOpening: true)
    }

    /// The same error for somebody who is not to see statements.
    package var withoutStatement: SQLiteError {
        isOpening ? self : SQLiteError(code: code, message: message, subject: nil, isOpening: false)
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
