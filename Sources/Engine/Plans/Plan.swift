package import Model
import Platform
package import Store

/// What somebody was shown before an operation starts, made without writing; what runs is what was shown.
package struct Plan<Inputs: Sendable & Codable & Equatable>: Sendable {
    /// Days after which a plan that was not confirmed is forgotten.
    private static var days: Double { 7 }

    private let kind: OperationKind
    private let title: String
    private let inputs: Inputs
    private let ground: Ground

    /// - Parameters:
    ///   - title: what it is about, for people.
    ///   - inputs: what it was made for.
    ///   - ground: what it stands on.
    package init(_ kind: OperationKind, title: String, inputs: Inputs, ground: Ground) {
        self.kind = kind
        self.title = title
        self.inputs = inputs
        self.ground = ground
    }

    /// Keeps the plan until it is confirmed by its id.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Returns: its id, a UUID.
    @discardableResult
    package func keep(as id: String = UUIDText.random(), in store: LibraryStore, now: Double) throws -> String {
        let record = PlanRecord(
            id: id, kind: kind, inputs: OperationJSON.encode(inputs), ground: OperationJSON.encode(ground),
            madeAt: ISO8601.utc(now))
        try store.write { writing in
            try PlanRecord.forget(before: ISO8601.utc(now - Self.days * 86400), writing)
            try record.insert(writing)
        }
        return id
    }

    /// Makes sure that this plan, made just now, is the one that was shown.
    ///
    /// - Parameter id: of the one that was shown.
    /// - Throws: `OperationError` with what has changed since.
    package func confirm(_ id: String, in store: LibraryStore) throws {
        guard let shown = try store.read({ try PlanRecord.find(id, kind, $0) }) else {
            throw OperationError(
                title, "what was shown of it is not known any more", hint: "Look at it again and confirm that.")
        }
        guard OperationJSON.decode(shown.inputs) == inputs else {
            throw OperationError(
                title, "something else was shown than is to be done", hint: "Look at it again and confirm that.")
        }
        let before: Ground? = OperationJSON.decode(shown.ground)
        if let difference = (before ?? Ground()).difference(to: ground) {
            throw OperationError(
                title, "it is not what was shown any more: \(difference)",
                hint: "Nothing was done. Look at it again and confirm that.")
        }
    }
}
