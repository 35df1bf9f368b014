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

/// What a sink throws is its answer, or 500.
func storing<Result>(_ body: () throws -> Result) throws(BodyFault) -> Result {
    do { return try body() } catch {
        throw error as? BodyFault ?? BodyFault(.internalError, "The upload could not be stored.")
    }
}
