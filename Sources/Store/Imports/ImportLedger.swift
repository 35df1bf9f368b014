package import Model
import SQLite

/// Writes the ledger of a session; every change of a fate changes the sums of the session with it, so that found =
/// imported + duplicate + replaced + rejected + failed + ignored always holds.
package struct ImportLedger {
    private let writing: Writing

    package init(_ writing: Writing) { self.writing = writing }

    /// Adds a file of the source unless a run before has listed it.
    package func list(_ file: ImportFileRecord) throws {
        let isNew =
            try writing.row(
                "SELECT file_id FROM import_files WHERE session_key = ? AND path = ?",
                [.integer(file.session), .blob(file.path.bytes)]
            ) { $0.int64() } == nil
        guard isNew else { return }
        try writing.run(
            """
            INSERT INTO import_files (session_key, unit, role, path, size_bytes, mtime_ns, state, fate, reason, hint)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(file.session), .integer(file.unit), .text(file.role.rawValue), .blob(file.path.bytes),
                .integer(file.size), .integer(file.modifiedNanoseconds), .text(file.state.rawValue),
                .text(file.fate?.rawValue), .text(file.reason), .text(file.hint),
            ])
        try writing.run(
            "UPDATE import_sessions SET listed = listed + 1 WHERE session_key = ?", [.integer(file.session)])
        if let fate = file.fate { try count(fate, 1, file) }
    }

    /// Writes everything about a file that changes.
    package func save(_ file: ImportFileRecord) throws {
        let before = try writing.row(
            "SELECT state, fate, size_bytes FROM import_files WHERE file_id = ?", [.integer(file.id)]
        ) {
            (state: try $0.word() as ImportFileRecord.State, fate: try $0.optionalWord() as Fate?, size: $0.int64())
        }
        guard let before else { return }
        try writing.run(
            """
            UPDATE import_files SET size_bytes = ?, mtime_ns = ?, state = ?, fate = ?, reason = ?, hint = ?, answer = ?,
                target = ?, temporary = ?, inode = ?, replaces = ?, sha256 = ?, media_id = ?, is_source_removed = ?
            WHERE file_id = ?
            """,
            [
                .integer(file.size), .integer(file.modifiedNanoseconds), .text(file.state.rawValue),
                .text(file.fate?.rawValue), .text(file.reason), .text(file.hint), .text(file.answer?.rawValue),
                file.target.map { .blob($0.bytes) } ?? .null, file.temporary.map { .blob($0) } ?? .null,
                .integer(file.inode), file.replaces.map { .blob($0.bytes) } ?? .null, .text(file.sha256),
                .text(file.mediaID), .flag(file.isSourceRemoved), .integer(file.id),
            ])
        if let fate = before.fate { try count(fate, -1, file, size: before.size) }
        if let fate = file.fate { try count(fate, 1, file) }
        let questions = (file.state == .asked ? 1 : 0) - (before.state == .asked ? 1 : 0)
        if questions != 0 {
            try writing.run(
                "UPDATE import_sessions SET questions = questions + ? WHERE session_key = ?",
                [.integer(questions), .integer(file.session)])
        }
    }

    private func count(_ fate: Fate, _ number: Int, _ file: ImportFileRecord, size: Int64? = nil) throws {
        let isKept = fate == .imported || fate == .replaced
        let bytes = isKept ? Int64(number) * (size ?? file.size) : 0
        try writing.run(
            """
            UPDATE import_sessions SET \(fate.rawValue) = \(fate.rawValue) + ?, total_size_bytes = total_size_bytes + ?
            WHERE session_key = ?
            """, [.integer(number), .integer(bytes), .integer(file.session)])
    }

    /// Files of one fate are to be looked at again: after "Retry", or after an answer.
    ///
    /// - Returns: how many.
    @discardableResult
    package func reopen(session: Int64, fate: Fate) throws -> Int {
        let files = try ImportFileRecord.page(session: session, fate: fate, after: [], limit: .max, writing)
        for file in files { try reopen(file) }
        return files.count
    }

    /// The file is to be looked at again.
    package func reopen(_ file: ImportFileRecord) throws {
        var open = file
        open.state = .found
        (open.fate, open.reason, open.hint) = (nil, nil, nil)
        (open.target, open.temporary, open.inode, open.replaces, open.mediaID) = (nil, nil, nil, nil, nil)
        try save(open)
    }
}
