package import Model
import Platform

/// Why an import cannot go on until somebody has done something: the operation pauses with this reason.
package struct IntakeHold: Failure {
    private let cause: any Failure

    package init(_ cause: any Failure) { self.cause = cause }

    package var subject: String? { cause.subject }
    package var reason: String { cause.reason }
    package var hint: String? { cause.hint ?? "Resume the import afterwards; nothing was lost." }
    package var severity: Severity { .unrecoverable }
    package var isRetryable: Bool { true }
}

/// What went wrong with the copy of one file.
enum CopyProblem: Error {
    /// The file of the source could not be read.
    case source(FileError)
    /// The target does not take it; no file would fare better.
    case target(FileError)
    /// The source was written meanwhile.
    case changed
    /// What lies on the disk is not what was read.
    case differs
    /// Somebody asked for a pause.
    case stopped
}
