package import Model

/// Why a photo cannot be edited.
package struct CurationError: Failure {
    package let subject: String?
    package let reason: String
    package let isNotFound: Bool

    package init(_ subject: String, _ reason: String, isNotFound: Bool = false) {
        self.subject = subject
        self.reason = reason
        self.isNotFound = isNotFound
    }

    static func unknownPhoto(_ id: String) -> CurationError {
        CurationError(id, "there is no photo with this id or path", isNotFound: true)
    }

    package var severity: Severity { .preflight }
}
