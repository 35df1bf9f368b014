package import Model

/// What is wrong with a template or with the value given to it.
package struct TemplateError: Failure, Hashable {
    /// `photos/show.html:12`, or the file alone.
    package let subject: String?
    package let reason: String

    package init(file: String, line: Int? = nil, reason: String) {
        subject = line.map { "\(file):\($0)" } ?? file
        self.reason = reason
    }

    package var hint: String? { "Restore the folder Templates as it was delivered." }
    package var severity: Severity { .preflight }
}
