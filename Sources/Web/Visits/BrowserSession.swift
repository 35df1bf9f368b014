import HTTP
import Platform

/// A browser, known by a cookie; its forms carry a token that no other site can know.
struct BrowserSession: Sendable {
    static let cookieName = "photostead_session"

    /// 64 hexadecimal digits.
    let id: String
    /// Whether the browser has to be told the id.
    let isNew: Bool
    /// The value of `csrf_token`.
    let token: String

    /// The session of a request, or a new one.
    init(_ head: RequestHead, secret: SessionSecret) {
        let known = head.cookie(Self.cookieName).flatMap { Hex.isValid($0, count: 64) ? $0 : nil }
        id = known ?? RandomText.hex(bytes: 32)
        isNew = known == nil
        token = secret.token(of: id)
    }

    /// Whether a form or a script of this session sent the request.
    func accepts(_ given: String?) -> Bool { given.map { ConstantTime.isEqual($0, token) } ?? false }

    var cookie: SetCookie { SetCookie(Self.cookieName, id) }
}

/// What makes the tokens of this server; new at each start, so that a token does not outlive it.
struct SessionSecret: Sendable {
    private let secret = RandomText.hex(bytes: 32)

    /// SHA-256 over secret and session.
    func token(of session: String) -> String {
        Array("\(secret):\(session)".utf8).withUnsafeBytes { RunningDigest.of($0, .sha256) }
    }
}

/// Random text from the system's generator.
enum RandomText {
    static func hex(bytes: Int) -> String { Hex.encode((0..<bytes).map { _ in UInt8.random(in: .min ... .max) }) }
}

/// Comparison that takes as long for a wrong text as for the right one.
enum ConstantTime {
    static func isEqual(_ one: String, _ other: String) -> Bool {
        let (left, right) = (Array(one.utf8), Array(other.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
