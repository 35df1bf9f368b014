import HTTP
import Model

/// Who may change something: a form or script of a session of ours, or a program that has the library's token.
struct SiteGate: Sendable {
    /// `Authorization: Bearer` of clients that are no browser.
    let apiToken: String
    private let secret = SessionSecret()

    func session(_ head: RequestHead) -> BrowserSession { BrowserSession(head, secret: secret) }

    /// - Parameter field: the token as a field of the form.
    /// - Throws: `WebError` 401 or 403.
    func authorize(_ head: RequestHead, _ session: BrowserSession, field: String?) throws {
        if let bearer = head.bearerToken {
            guard ConstantTime.isEqual(bearer, apiToken) else {
                throw WebError(
                    .unauthorized, nil, "the token is not the one of this library",
                    hint: "It stands in the file api-token of the library folder.")
            }
            return
        }
        let given = head.headers["X-CSRF-Token"] ?? field
        guard !session.isNew, session.accepts(given) else { throw WebError.forbidden }
    }
}
