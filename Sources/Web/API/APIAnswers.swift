import FoundationEssentials
import HTTP
import Model

/// Answers in JSON.
enum APIAnswers {
    /// Any list that is not paged.
    struct List<Element: Encodable>: Encodable {
        let items: [Element]
    }

    static func value(_ value: some Encodable, _ status: Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return Response.json(Array(try encoder.encode(value)), status).with("Cache-Control", "no-store")
    }

    static func error(_ error: any Error, _ status: Status) -> Response {
        let failure = error as? any Failure
        let body = APIErrorBody(
            error: .init(
                code: status.phrase.lowercased().split(separator: " ").joined(separator: "_"),
                message: failure?.description ?? "something went wrong that is in the log", hint: failure?.hint))
        do {
            return try value(body, status)
        } catch {
            // Three strings always encode; if they did not, the status alone would say it.
            return Response(status)
        }
    }

    /// The body of a request; `empty` stands for no body at all.
    ///
    /// - Throws: `WebError` 400 with what is wrong.
    static func decode<Value: Decodable>(
        _ type: Value.Type, from request: Request, empty: Value? = nil
    ) throws -> Value {
        if request.bytes.isEmpty, let empty { return empty }
        do {
            return try JSONDecoder().decode(type, from: Data(request.bytes))
        } catch {
            throw WebError(
                .badRequest, "the body", "it is not the JSON object that is expected here",
                hint: "/api/openapi.json describes it.")
        }
    }
}
