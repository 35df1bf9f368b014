import Composition
import Engine
import HTTP

extension Site {
    /// Answers `/api`.
    func perform(_ route: CallRoute, _ visit: Visit) throws -> Response {
        let question = try route.call.question(route.values, visit.request)
        do {
            let answer = try route.call.entry.answer(json: question, in: library)
            return APIAnswers.json(answer.body, answer.isAccepted ? .accepted : .ok)
        } catch let error as DecodingError { throw route.call.refusal(error) }
    }
}
