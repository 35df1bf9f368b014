import Engine
import Glibc
import HTTP
import Model
import Platform
import Web

/// The library is open in a server, which does the work; this process asks and follows.
struct RemoteSession: LibrarySession {
    private let server: ServerAddress.Access
    private let client = HTTPClient()

    init(_ server: ServerAddress.Access) { self.server = server }

    func ask<Question: Call>(_ question: Question) throws -> Question.Answer {
        let members = try JSONValue(text: try CallJSON.encode(question)).members
        let request = Question.address.request(members)
        let body = Array(JSONValue.object(request.body).text(indent: "").utf8)
        let answer = try client.send(
            server.address.listening + request.target, body: Question.address.method == .post ? body : nil,
            bearer: server.token)
        guard (200..<300).contains(answer.status) else {
            // An answer without our error object comes from something else that listens there.
            let error = try? CallJSON.decode(APIErrorBody.self, answer.body)
            throw ServerRefusal(status: answer.status, error: error?.error)
        }
        return try CallJSON.decode(Question.Answer.self, answer.body)
    }

    func waitForChange() { usleep(200_000) }
}

/// What the server that has the library open answered instead of doing it.
struct ServerRefusal: Failure {
    let status: Int
    let error: APIErrorBody.Content?

    var subject: String? { error == nil ? "the server" : nil }
    var reason: String { error?.message ?? "it answered with status \(status)" }
    var hint: String? { error?.hint }
    var severity: Severity { status < 500 ? .preflight : .unrecoverable }
}
