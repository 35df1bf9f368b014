import FoundationEssentials
package import Model

/// A call in a list, with the way from the house that answers to the part of it that the call needs.
package struct CallEntry<House>: Sendable {
    package let type: any Call.Type
    private let respond: @Sendable (any Call, House) throws -> any Codable & Sendable
    private let serve: @Sendable ([UInt8], House) throws -> CallAnswer

    package init<Question: Call>(
        _ type: Question.Type, _ services: @escaping @Sendable (House) -> Question.Services
    ) {
        self.type = type
        respond = { question, house in
            guard let question = question as? Question else { throw CallMismatch(Question.self) }
            return try question.answer(in: services(house))
        }
        serve = { bytes, house in
            let question = try CallJSON.decode(Question.self, bytes)
            let answer = try question.answer(in: services(house))
            return CallAnswer(body: try CallJSON.encode(answer), isAccepted: Question.isAccepted(answer))
        }
    }

    /// - Throws: what the call throws.
    package func answer<Question: Call>(_ question: Question, in house: House) throws -> Question.Answer {
        guard let answer = try respond(question, house) as? Question.Answer else {
            throw CallMismatch(Question.self)
        }
        return answer
    }

    /// Answers a question in JSON.
    ///
    /// - Throws: `DecodingError` for what is no such question; what the call throws.
    package func answer(json: [UInt8], in house: House) throws -> CallAnswer { try serve(json, house) }

    /// The same call asked of a house that this one is a part of.
    package func within<Larger>(_ part: @escaping @Sendable (Larger) -> House) -> CallEntry<Larger> {
        CallEntry<Larger>(
            type: type, respond: { [respond] in try respond($0, part($1)) },
            serve: { [serve] in try serve($0, part($1)) })
    }

    private init(
        type: any Call.Type, respond: @escaping @Sendable (any Call, House) throws -> any Codable & Sendable,
        serve: @escaping @Sendable ([UInt8], House) throws -> CallAnswer
    ) {
        self.type = type
        self.respond = respond
        self.serve = serve
    }
}

extension CallEntry {
    /// A call of a capability that answers by itself.
    package init<Question: Call>(_ type: Question.Type) where Question.Services == House { self.init(type) { $0 } }
}

/// An answer as the API gives it.
package struct CallAnswer: Sendable {
    /// JSON.
    package let body: [UInt8]
    /// Whether the work goes on in the background.
    package let isAccepted: Bool
}

/// How calls stand in JSON.
package enum CallJSON {
    package static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}

/// A list that answers a call with something else than the call says: a mistake in the wiring.
package struct CallMismatch: Failure {
    private let call: String

    package init(_ type: any Call.Type) { call = "\(type)" }

    package var subject: String? { call }
    package var reason: String { "nobody answers this call" }
    package var severity: Severity { .unrecoverable }
}
