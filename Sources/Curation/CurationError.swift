package import Model

/// Why a photo cannot be edited.
package struct CurationError: Failure {
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

    static func noPicture(_ path: String) -> CurationError {
        CurationError(
            path, "the file is empty, there is no picture to edit",
            hint: "Replace it by a copy that is whole, and index its storage again.")
    }

    static func unknownPhoto(_ id: String) -> CurationError {
        CurationError(
            id, "there is no photo with this id or path",
            hint: "Give the id from the address of its page, or the path of a file in an indexed storage.",
            isNotFound: true)
    }

    package var severity: Severity { .preflight }
}
