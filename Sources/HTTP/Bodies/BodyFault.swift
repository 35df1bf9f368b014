/// Why a body was not accepted; upload sinks may throw it too.
package struct BodyFault: Error, Sendable, Equatable {
    package let status: Status
    /// One sentence for the page.
    package let reason: String

    package init(_ status: Status, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    static let tooLarge = BodyFault(.contentTooLarge, "What was sent is larger than this page accepts.")

    static func malformed(_ what: String) -> BodyFault { BodyFault(.badRequest, what) }
}
