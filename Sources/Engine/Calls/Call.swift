package import Model

/// One thing that can be asked of a capability: a question, whose fields are those of the JSON API, and its answer.
///
/// A call lives in one file beside its capability. The JSON API with its description, the session that hands a job to
/// a running server, the command line with its help, completion and manual page read one list of them.
package protocol Call: Codable, Sendable {
    /// The part of the library that answers.
    associatedtype Services
    associatedtype Answer: Codable & Sendable

    static var address: CallAddress { get }
    /// One sentence for the description of the API.
    static var summary: String { get }
    static var role: Role { get }
    /// Where the work goes on in the background after this answer.
    static func isAccepted(_ answer: Answer) -> Bool

    /// - Throws: a `Failure`; `BadQuestion` for a field that makes no sense.
    func answer(in services: Services) throws -> Answer
}

extension Call {
    package static var role: Role { address.method == .get ? .reader : .owner }
    package static func isAccepted(_ answer: Answer) -> Bool { false }
}

/// Who may ask for something.
package enum Role: String, Sendable, CaseIterable {
    /// Looks at photos and changes nothing.
    case reader
    /// May do everything.
    case owner
}

/// A field of a question that makes no sense: 400 in the API.
package struct BadQuestion: Failure {
    package let subject: String?
    package let reason: String
    package let hint: String?

    /// - Parameter field: its key.
    package init(_ field: String, _ reason: String, hint: String? = nil) {
        subject = field
        self.reason = reason
        self.hint = hint
    }

    package var severity: Severity { .preflight }
}
