package import Model

/// Why a folder cannot be a storage, or a storage cannot be used now.
package struct StorageError: Failure {
    package let subject: String?
    package let reason: String
    package let hint: String?
    package let isNotFound: Bool

    package init(_ subject: String, _ reason: String, hint: String? = nil, isNotFound: Bool = false) {
        self.subject = subject
        self.reason = reason
        self.hint = hint
        self.isNotFound = isNotFound
    }

    package var severity: Severity { .preflight }

    package static func unknown(_ uuid: String) -> StorageError {
        StorageError(
            uuid, "there is no storage with this id", hint: "`photostead storage list` shows them.",
            isNotFound: true)
    }
}
