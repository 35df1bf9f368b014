/// Why something that was asked for is not done; most often nothing was done at all.
package struct Refusal: Failure, Hashable {
    /// What would have to be otherwise.
    package enum Kind: Sendable, Hashable {
        case notPossible
        /// The thing that was asked for does not exist.
        case notFound
        /// Room on the disk would help.
        case full
    }

    package let subject: String?
    package let reason: String
    package let hint: String?
    package let severity: Severity
    package let kind: Kind
    package let field: Field?

    package init(
        _ subject: String?, _ reason: String, hint: String? = nil, severity: Severity = .preflight,
        _ kind: Kind = .notPossible, field: Field? = nil
    ) {
        self.subject = subject
        self.reason = reason
        self.hint = hint
        self.severity = severity
        self.kind = kind
        self.field = field
    }

    package var isNotFound: Bool { kind == .notFound }
}
