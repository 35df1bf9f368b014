import Engine
import HTTP
import Model

/// Answers in JSON.
enum APIAnswers {
    static func json(_ bytes: [UInt8], _ status: Status = .ok) -> Response {
        Response.json(bytes, status).with("Cache-Control", "no-store")
    }

    static func error(_ error: any Error, _ status: Status) -> Response {
        let failure = error as? any Failure
        let body = APIErrorBody(
            error: .init(
                code: status.phrase.lowercased().split(separator: " ").joined(separator: "_"),
                message: failure?.description ?? "something went wrong that is in the log", hint: failure?.hint))
        do {
            return json(try CallJSON.encode(body), status)
        } catch {
            // Three strings always encode; if they did not, the status alone would say it.
            return Response(status)
        }
    }
}

/// `{"error": {"code", "message", "hint"}}`.
package struct APIErrorBody: Codable, Sendable {
    package struct Content: Codable, Sendable {
        let code: String
        package let message: String
        package let hint: String?
    }

    package let error: Content
}
