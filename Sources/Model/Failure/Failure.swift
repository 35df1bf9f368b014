/// How far an error reaches.
package enum Severity: String, Sendable {
    /// Found before anything was done; the operation does not start.
    case preflight
    /// One file failed; the operation goes on.
    case recoverable
    /// The operation stops with a checkpoint.
    case unrecoverable
}

/// What every error of Photostead says: what happened to what, how far it reaches, what to do.
///
/// Printed as `photostead: WHAT: WHY` and, where there is one, `hint: ...`.
package protocol Failure: Error, Sendable, CustomStringConvertible {
    /// The path, id or thing the error is about; nil when it is about nothing in particular.
    var subject: String? { get }
    /// One plain sentence without a full stop: the reason.
    var reason: String { get }
    /// A sentence for the user: what to do.
    var hint: String? { get }
    var severity: Severity { get }
    /// Whether the same call may succeed later without anybody changing anything.
    var isRetryable: Bool { get }
    /// Whether the thing that was asked for does not exist.
    var isNotFound: Bool { get }
    /// The input that it is about; nil when it is about none.
    var field: Field? { get }
}

/// An input of a form, or an option, that an error can be about, by its name in the interface.
package enum Field: String, Sendable {
    case name, path, source, storage, template
}

extension Failure {
    package var description: String { subject.map { "\($0): \(reason)" } ?? reason }
    package var hint: String? { nil }
    package var severity: Severity { .recoverable }
    package var isRetryable: Bool { false }
    package var isNotFound: Bool { false }
    package var field: Field? { nil }
}
