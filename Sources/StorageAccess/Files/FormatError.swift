package import Model

/// Why one of our own files in a storage cannot be used; the file is left alone.
package struct FormatError: Failure {
    package let subject: String?
    package let reason: String

    package init(_ path: String, _ reason: String) {
        subject = path
        self.reason = reason
    }

    package var hint: String? { "Restore the file from a backup, or move it away; Photostead did not touch it." }
    package var severity: Severity { .preflight }
}
