import Model

/// What an operation needs while it runs, for itself or together with others (docs/architecture.md, *Claims*).
package struct Claim: Sendable, Hashable {
    package enum Mode: Sendable, Hashable {
        case shared, exclusive
    }

    /// nil = the whole library.
    let storage: Int64?
    fileprivate let mode: Mode

    /// A storage: its folder and the rows of what lies in it.
    package static func storage(_ id: Int64, _ mode: Mode) -> Claim { Claim(storage: id, mode: mode) }

    /// The library as a whole: shared, nobody has it for himself meanwhile; exclusive, no other claim stands beside it.
    package static func library(_ mode: Mode) -> Claim { Claim(storage: nil, mode: mode) }

    /// Whether the two cannot stand side by side.
    fileprivate func excludes(_ other: Claim) -> Bool {
        guard storage == other.storage else {
            // Who has a storage shares the library.
            return [self, other].contains { $0.storage == nil && $0.mode == .exclusive }
        }
        return mode == .exclusive || other.mode == .exclusive
    }
}

/// All that one operation needs.
struct Claims: Sendable, Hashable {
    private let kind: OperationKind?
    private let claims: [Claim]

    init(_ kind: OperationKind? = nil, _ claims: [Claim] = []) {
        self.kind = kind
        self.claims = claims
    }

    /// Whether the two operations cannot run together; two of one kind do the same work twice where a storage is shared.
    func exclude(_ other: Claims) -> Bool {
        claims.contains { claim in
            other.claims.contains {
                claim.excludes($0) || (kind == other.kind && claim.storage != nil && claim.storage == $0.storage)
            }
        }
    }

    /// Whether it has nothing for itself: it looks, and is over soon, most often.
    var isShared: Bool { claims.allSatisfy { $0.mode == .shared } }
}
