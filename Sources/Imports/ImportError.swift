package import Model

/// Why an import cannot be started, found or taken back.
package struct ImportError: Failure {
    package let subject: String?
    package let reason: String
    package let hint: String?
    package let isNotFound: Bool
    /// Whether room on the disk would help.
    package let isFull: Bool

    package init(
        _ subject: String?, _ reason: String, hint: String? = nil, isNotFound: Bool = false, isFull: Bool = false
    ) {
        self.subject = subject
        self.reason = reason
        self.hint = hint
        self.isNotFound = isNotFound
        self.isFull = isFull
    }

    package var severity: Severity { .preflight }

    package static func unknown(_ id: String) -> ImportError {
        ImportError(
            id, "there is no import with this id", hint: "`photostead import list` shows them.", isNotFound: true)
    }
}
