import Engine
import HTTP
import Model

/// One request of one client on its way through the actions.
struct Visit: Sendable {
    let request: Request
    let session: BrowserSession
    /// Whether the answer is JSON, also for errors.
    let isAPI: Bool

    /// The first value of a query item.
    func query(_ name: String) -> String? { request.query.first { $0.name == name }?.value }

    /// The first value of a form field.
    func field(_ name: String) -> String? { request.form.first { $0.name == name }?.value }

    /// Every value of a form field.
    func fields(_ name: String) -> [String] { request.form.filter { $0.name == name }.map(\.value) }

    /// - Throws: `WebError` 400 when the field is missing.
    func required(_ name: String) throws -> String {
        guard let value = field(name) else {
            throw WebError(.badRequest, "the field \(name)", "it is missing", hint: nil)
        }
        return value
    }
}

/// An error with the status of its answer.
struct WebError: Failure {
    let status: Status
    let subject: String?
    let reason: String
    let hint: String?

    init(_ status: Status, _ subject: String?, _ reason: String, hint: String? = nil) {
        self.status = status
        self.subject = subject
        self.reason = reason
        self.hint = hint
    }

    var severity: Severity { .preflight }

    static let forbidden = WebError(
        .forbidden, nil, "the request does not come from a page of this Photostead, or the page is too old",
        hint: "Open the page again and repeat what you did.")

    /// The status that tells a client best what an error of any module means.
    static func status(of error: any Error) -> Status {
        if let error = error as? WebError { return error.status }
        if error is BadQuestion { return .badRequest }
        guard let failure = error as? any Failure else { return .internalError }
        if failure.isNotFound { return .notFound }
        switch failure.severity {
        case .preflight: return .unprocessable
        case .recoverable: return failure.isRetryable ? .unavailable : .internalError
        case .unrecoverable: return .unavailable
        }
    }
}
