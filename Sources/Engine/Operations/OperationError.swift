package import Model

/// Why an operation does not start, or stopped.
package struct OperationError: Failure {
    package let subject: String?
    package let reason: String
    package let hint: String?
    package let severity: Severity
    package let isNotFound: Bool

    package init(
        _ subject: String?, _ reason: String, hint: String? = nil, severity: Severity = .preflight,
        isNotFound: Bool = false
    ) {
        self.subject = subject
        self.reason = reason
        self.hint = hint
        self.severity = severity
        self.isNotFound = isNotFound
    }

    /// More than 10 % of the files, after 100, failed with I/O, time-out or write errors.
    static func tooManyFailures(_ failed: Int, of processed: Int) -> OperationError {
        OperationError(
            nil, "\(failed) of \(processed) files could not be read or written, so it stopped",
            hint: "Look at the reasons below, check the drive, then resume.", severity: .unrecoverable)
    }
}

extension OperationError {
    package static func unknown(_ id: String) -> OperationError {
        OperationError(
            id, "there is no operation with this id", hint: "`photostead operation list` shows them.", isNotFound: true)
    }
}
