package import Model
import SQLite

/// A row of `plans`: what was shown and waits to be confirmed.
package struct PlanRecord: Sendable, Hashable {
    package let id: String
    /// What would be started.
    package let kind: OperationKind
    /// What it was made for, as JSON.
    package let inputs: String
    /// What it stands on, as JSON.
    package let ground: String
    /// ISO 8601.
    package let madeAt: String

    package init(id: String, kind: OperationKind, inputs: String, ground: String, madeAt: String) {
        self.id = id
        self.kind = kind
        self.inputs = inputs
        self.ground = ground
        self.madeAt = madeAt
    }

    package static func find(_ id: String, _ kind: OperationKind, _ reading: Reading) throws -> PlanRecord? {
        try reading.row(
            "SELECT inputs, ground, made_at FROM plans WHERE plan_id = ? AND operation_type = ?",
            [.text(id), .text(kind.rawValue)]
        ) { PlanRecord(id: id, kind: kind, inputs: $0.text(0), ground: $0.text(1), madeAt: $0.text(2)) }
    }

    package func insert(_ writing: Writing) throws {
        try writing.run(
            "INSERT INTO plans VALUES (?, ?, ?, ?, ?)",
            [.text(id), .text(kind.rawValue), .text(inputs), .text(ground), .text(madeAt)])
    }

    /// - Parameter time: ISO 8601.
    package static func forget(before time: String, _ writing: Writing) throws {
        try writing.run("DELETE FROM plans WHERE made_at < ?", [.text(time)])
    }
}
