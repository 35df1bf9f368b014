package import Model
import SQLite

/// A file that an operation has to tell something about.
package struct OperationProblem: Sendable, Hashable {
    package let path: String
    package let fate: Fate
    package let reason: String
    package let hint: String?

    package init(path: String, fate: Fate, reason: String, hint: String? = nil) {
        self.path = path
        self.fate = fate
        self.reason = reason
        self.hint = hint
    }

    /// Adds the problem; a resumed run that meets the same file again replaces what was said.
    package func insert(operation: String, _ writing: Writing) throws {
        try writing.run(
            """
            INSERT INTO operation_problems (operation_id, path, fate, reason, hint) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (operation_id, path) DO UPDATE SET
                fate = excluded.fate, reason = excluded.reason, hint = excluded.hint
            """, [.text(operation), .text(path), .text(fate.rawValue), .text(reason), .text(hint)])
    }

    /// In path order.
    package static func all(
        ofOperation id: String, limit: Int, _ reading: Reading
    ) throws -> [OperationProblem] {
        try reading.rows(
            """
            SELECT path, fate, reason, hint FROM operation_problems
            WHERE operation_id = ? ORDER BY path LIMIT ?
            """, [.text(id), .integer(limit)]
        ) { row in
            OperationProblem(
                path: row.text(), fate: try row.word(), reason: row.text(),
                hint: row.optionalText())
        }
    }

    package static func removeAll(ofOperation id: String, _ writing: Writing) throws {
        try writing.run("DELETE FROM operation_problems WHERE operation_id = ?", [.text(id)])
    }
}
