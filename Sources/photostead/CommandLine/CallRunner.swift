import Engine
import Model
import Platform
import Storages

/// Asks the call of a verb, follows what it starts, and prints the answer.
struct CallRunner {
    let terminal: Terminal

    func run<Question: VerbCall>(_ type: Question.Type, _ values: VerbValues) throws -> ExitCode {
        try Sessions.with(terminal.configuration, for: type) { session in
            var values = values
            for key in values.storages {
                let storages = try session.ask(ListStorages()).items
                values.replace(key, by: try storages.meant(by: values.text(key) ?? "").uuid)
            }
            let json = Array(JSONValue.object(values.members).text(indent: "").utf8)
            let question = try CallJSON.decode(type, json)
            switch question {
            case let followed as any FollowedCall: return try follow(followed, session)
            case let listing as any ListingCall: return try list(listing, session)
            case let answering as any AnsweringCall: return try answer(answering, session)
            default: throw CallMismatch(type)
            }
        }
    }

    private func answer<Question: AnsweringCall>(
        _ question: Question, _ session: any LibrarySession
    ) throws -> ExitCode {
        let answer = try session.ask(question)
        return try show(answer, Question.self)
    }

    private func list<Question: ListingCall>(_ question: Question, _ session: any LibrarySession) throws -> ExitCode {
        var code = ExitCode.done
        var next: Question? = question
        while let question = next {
            let answer = try session.ask(question)
            for item in answer.items where try printed(item, Question.self) != .done { code = .partlyFailed }
            next = question.next(after: answer)
        }
        return code
    }

    private func follow<Question: FollowedCall>(
        _ question: Question, _ session: any LibrarySession
    ) throws -> ExitCode {
        let answer = try session.ask(question)
        for remark in Question.remarks(on: answer) { terminal.tell(remark) }
        guard let id = question.operation(of: answer) else {
            return try show(question.printed(answer, nil), Question.self)
        }
        let (operation, code) = try session.follow(id, terminal)
        let report = try session.ask(question.report(on: answer))
        terminal.tellOutcome(operation, withFates: Question.tellsFates)
        _ = try printed(question.printed(answer, report), Question.self)
        return code
    }

    /// Prints one value; of an operation also how it ended.
    private func show<Question: VerbCall>(_ value: Question.Printed, _ type: Question.Type) throws -> ExitCode {
        defer { if let operation = value as? OperationDocument { terminal.tellOutcome(operation, withFates: true) } }
        return try printed(value, type)
    }

    private func printed<Question: VerbCall>(_ value: Question.Printed, _ type: Question.Type) throws -> ExitCode {
        try terminal.answer(value, text: Question.text(of: value))
        for problem in Question.problems(of: value) { terminal.tell("photostead: \(problem)") }
        return Question.isPartlyFailed(value) ? .partlyFailed : .done
    }
}
