package import Model
import SQLite

/// A row of `import_files`: one file of an import's source, and what became of it.
package struct ImportFileRecord: Sendable, Hashable {
    package var id: Int64
    package var session: Int64
    /// Files with the same number travel together.
    package var unit: Int
    /// What it is to its unit.
    package var role: CompanionRole
    /// Below the source.
    package var path: RelativePath
    package var size: Int64
    package var modifiedNanoseconds: Int64
    package var state: State
    package var fate: Fate?
    package var reason: String?
    package var hint: String?
    /// What somebody answered when asked about a duplicate.
    package var answer: DuplicatePolicy?
    /// Where it goes, below the storage's root.
    package var target: RelativePath?
    /// Its name in the target's folder while it is copied.
    package var temporary: [UInt8]?
    /// Of the finished temporary: tells after a crash whether the file at the target is ours.
    package var inode: Int64?
    /// The copy that goes to the trash when this one takes its place.
    package var replaces: RelativePath?
    package var sha256: String?
    /// The item it became, or the one it duplicates.
    package var mediaID: String?
    /// Whether a move has taken it away from the source.
    package var isSourceRemoved: Bool

    /// How far the import is with a file.
    package enum State: String, Sendable {
        /// Listed; to be decided.
        case found
        /// Decided and about to be copied.
        case planned
        /// Copied and verified under its temporary name; the rename comes next.
        case prepared
        /// A duplicate that somebody has to decide about.
        case asked
        case done
    }

    package init(
        session: Int64, unit: Int, role: CompanionRole, path: RelativePath, size: Int64, modifiedNanoseconds: Int64
    ) {
        id = 0
        self.session = session
        self.unit = unit
        self.role = role
        self.path = path
        self.size = size
        self.modifiedNanoseconds = modifiedNanoseconds
        state = .found
        isSourceRemoved = false
    }
}

extension ImportFileRecord {
    private static let columns = """
        file_id, session_key, unit, role, path, size_bytes, mtime_ns, state, fate, reason, hint, answer, target,
        temporary, inode, replaces, sha256, media_id, is_source_removed
        """

    private init(_ row: inout Row) throws {
        id = row.int64()
        session = row.int64()
        unit = row.int()
        role = try row.word()
        path = try row.path()
        size = row.int64()
        modifiedNanoseconds = row.int64()
        state = try row.word()
        fate = try row.optionalWord()
        reason = row.optionalText()
        hint = row.optionalText()
        answer = try row.optionalWord()
        target = try row.optionalPath()
        temporary = row.optionalBlob()
        inode = row.optionalInt64()
        replaces = try row.optionalPath()
        sha256 = row.optionalText()
        mediaID = row.optionalText()
        isSourceRemoved = row.bool()
    }

    /// Files of a session that have no fate yet, in the order of the ledger, after one of them.
    package static func open(
        session: Int64, after last: ImportFileRecord?, limit: Int, _ reading: Reading
    ) throws -> [ImportFileRecord] {
        try reading.rows(
            """
            SELECT \(columns) FROM import_files
            WHERE session_key = ? AND state = 'found' AND state != 'done' AND (unit, file_id) > (?, ?)
            ORDER BY unit, file_id LIMIT ?
            """, [.integer(session), .integer(last?.unit ?? 0), .integer(last?.id ?? 0), .integer(limit)]
        ) { try Self(&$0) }
    }

    package static func openCount(session: Int64, _ reading: Reading) throws -> Int {
        try reading.integer(
            "SELECT count(*) FROM import_files WHERE session_key = ? AND state = 'found' AND state != 'done'",
            [.integer(session)])
    }

    /// Files that were under way when the program ended.
    package static func underWay(session: Int64, _ reading: Reading) throws -> [ImportFileRecord] {
        try reading.rows(
            """
            SELECT \(columns) FROM import_files
            WHERE session_key = ? AND state IN ('planned', 'prepared') AND state != 'done' ORDER BY unit, file_id
            """, [.integer(session)]
        ) { try Self(&$0) }
    }

    /// Duplicates that somebody has to decide about.
    package static func asked(session: Int64, _ reading: Reading) throws -> [ImportFileRecord] {
        try reading.rows(
            """
            SELECT \(columns) FROM import_files
            WHERE session_key = ? AND state = 'asked' AND state != 'done' ORDER BY unit, file_id
            """, [.integer(session)]
        ) { try Self(&$0) }
    }

    /// Imported files whose originals a move has still to take away.
    package static func toRemove(
        session: Int64, after id: Int64, limit: Int, _ reading: Reading
    ) throws -> [ImportFileRecord] {
        try reading.rows(
            """
            SELECT \(columns) FROM import_files
            WHERE session_key = ? AND fate IN ('imported', 'replaced') AND is_source_removed = 0 AND file_id > ?
            ORDER BY file_id LIMIT ?
            """, [.integer(session), .integer(id), .integer(limit)]
        ) { try Self(&$0) }
    }

    /// Files that the import has brought into its storage, in the order of the ledger, after one of them.
    package static func arrived(
        session: Int64, after last: ImportFileRecord?, limit: Int, _ reading: Reading
    ) throws -> [ImportFileRecord] {
        try reading.rows(
            """
            SELECT \(columns) FROM import_files
            WHERE session_key = ? AND fate IN ('imported', 'replaced') AND (unit, file_id) > (?, ?)
            ORDER BY unit, file_id LIMIT ?
            """, [.integer(session), .integer(last?.unit ?? 0), .integer(last?.id ?? 0), .integer(limit)]
        ) { try Self(&$0) }
    }

    /// The import that an item came with before this one; nil = it came with none.
    package static func earlierSession(
        ofItem id: String, before session: Int64, _ reading: Reading
    ) throws -> Int64? {
        try reading.row(
            """
            SELECT max(session_key) FROM import_files JOIN import_sessions s USING (session_key)
            WHERE media_id = ? AND fate IN ('imported', 'replaced') AND session_key < ? AND s.status != 'rolled_back'
            """, [.text(id), .integer(session)]
        ) { $0.optionalInt64() } ?? nil
    }

    /// Files of one fate, or all that have one, in path order after a path.
    package static func page(
        session: Int64, fate: Fate?, after path: [UInt8], limit: Int, _ reading: Reading
    ) throws -> [ImportFileRecord] {
        let condition = fate == nil ? "?2 IS NULL" : "fate = ?2"
        return try reading.rows(
            """
            SELECT \(columns) FROM import_files
            WHERE session_key = ?1 AND \(condition) AND path > ?3 ORDER BY path LIMIT ?4
            """, [.integer(session), .text(fate?.rawValue), .blob(path), .integer(limit)]
        ) { try Self(&$0) }
    }

    package static func find(_ id: Int64, _ reading: Reading) throws -> ImportFileRecord? {
        try reading.row("SELECT \(columns) FROM import_files WHERE file_id = ?", [.integer(id)]) { try Self(&$0) }
    }

    /// The file that a session has brought to this path of its storage.
    package static func find(
        session: Int64, target: RelativePath, _ reading: Reading
    ) throws -> ImportFileRecord? {
        try reading.row(
            """
            SELECT \(columns) FROM import_files
            WHERE session_key = ? AND target = ? AND fate IN ('imported', 'replaced')
            """, [.integer(session), .blob(target.bytes)]
        ) { try Self(&$0) }
    }

    package static func find(
        session: Int64, path: RelativePath, _ reading: Reading
    ) throws -> ImportFileRecord? {
        try reading.row(
            "SELECT \(columns) FROM import_files WHERE session_key = ? AND path = ?",
            [.integer(session), .blob(path.bytes)]
        ) { try Self(&$0) }
    }
}
