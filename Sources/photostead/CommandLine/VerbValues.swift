import Engine
import Model
import Platform

/// What stands on the command line behind a verb, by the keys of its parameters.
struct VerbValues {
    /// The fields of the question, as JSON has them.
    private(set) var members: [JSONValue.Member]
    /// Keys of storages that a person named; the library knows which are meant.
    private(set) var storages: [String] = []
    /// The words that are no options, as they were typed.
    private(set) var words: [String] = []
    /// Names of the parameters that were given.
    private var given: Set<String> = []

    /// - Throws: `UsageError` for what the verb does not take, or misses.
    init(_ verb: Verb, _ arguments: inout Arguments) throws {
        members = verb.constants
        for parameter in verb.parameters where parameter.isOption { try take(parameter, &arguments) }
        try refuseSeveral(verb.parameters)
        try takeWords(verb.parameters.filter { !$0.isOption }, &arguments)
        if let refusal = verb.refusal(given) { throw UsageError(refusal) }
    }

    func text(_ key: String) -> String? {
        guard case .string(let text)? = members.first(where: { $0.key == key })?.value else { return nil }
        return text
    }

    func isSet(_ key: String) -> Bool { members.contains { $0.key == key && $0.value == true } }

    func number(_ key: String) -> Int? {
        guard case .integer(let number)? = members.first(where: { $0.key == key })?.value else { return nil }
        return Int(number)
    }

    mutating func replace(_ key: String, by text: String) { set(key[...], .string(text), in: &members) }

    // MARK: - Reading

    private mutating func take(_ parameter: Parameter, _ arguments: inout Arguments) throws {
        if case .set(let value) = parameter.value {
            if arguments.flag(parameter.name) { set(parameter, value) }
            return
        }
        let texts = try arguments.options(parameter.name) + (parameter.also.map { try arguments.options($0) } ?? [])
        guard !texts.isEmpty else {
            guard parameter.isRequired else { return }
            throw UsageError("\(parameter.name) is missing: \(parameter.missing ?? "")", hint: parameter.hint)
        }
        try set(parameter, parameter.takesSeveral ? texts : [texts[texts.count - 1]])
    }

    /// Flags of one group exclude each other.
    private func refuseSeveral(_ parameters: [Parameter]) throws {
        for group in Set(parameters.compactMap(\.group)) {
            let names = parameters.filter { $0.group == group }.map(\.name)
            guard names.count(where: given.contains) > 1 else { continue }
            let list = names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
            throw UsageError("only one of \(list) can be given")
        }
    }

    private mutating func takeWords(_ parameters: [Parameter], _ arguments: inout Arguments) throws {
        let required = parameters.filter(\.isRequired)
        words = try arguments.positionals(
            atLeast: required.count, atMost: parameters.contains(where: \.takesSeveral) ? .max : parameters.count,
            what: required.map(\.words).joined(separator: " and "))
        var rest = words[...]
        for parameter in parameters where !rest.isEmpty {
            let own = parameter.takesSeveral ? rest : rest.prefix(1)
            rest = rest.dropFirst(own.count)
            try set(parameter, Array(own))
        }
    }

    private mutating func set(_ parameter: Parameter, _ texts: [String]) throws {
        let values = try texts.map { try parameter.value(of: $0) }
        if case .storage = parameter.value { storages.append(parameter.key) }
        set(parameter, parameter.takesSeveral ? .array(values) : values[0])
    }

    private mutating func set(_ parameter: Parameter, _ value: JSONValue) {
        given.insert(parameter.name)
        set(parameter.key[...], value, in: &members)
    }

    /// - Parameter key: with a dot where it lies in another object.
    private func set(_ key: Substring, _ value: JSONValue, in members: inout [JSONValue.Member]) {
        let (first, rest) = (String(key.prefix { $0 != "." }), key.drop { $0 != "." }.dropFirst())
        let old = members.firstIndex { $0.key == first }.map { members.remove(at: $0).value }
        guard !rest.isEmpty else { return members.append(.init(first, value)) }
        var inner = old?.members ?? []
        set(rest, value, in: &inner)
        members.append(.init(first, .object(inner)))
    }
}

extension Parameter {
    fileprivate var takesSeveral: Bool { count == .severalTimes || count == .atLeastOnce }

    /// - Throws: `UsageError` for a text that is no such value.
    fileprivate func value(of text: String) throws -> JSONValue {
        switch value {
        case .text, .storage: return .string(text)
        case .set(let value): return value
        case .path: return .string(AbsolutePath.resolve(text))
        case .photo: return .string(MediaID(text) == nil ? AbsolutePath.resolve(text) : text)
        case .integer:
            guard let number = Int64(text) else { throw problem(text, "\(name) takes a number, not “\(text)”") }
            return .integer(number)
        case .number(let range):
            guard let number = Int(text), range.contains(number) else {
                throw UsageError(
                    "\(name) takes a number from \(range.lowerBound) to \(range.upperBound), not “\(text)”")
            }
            return .integer(Int64(number))
        case .yesOrNo:
            guard ["yes", "no"].contains(text) else { throw problem(text, wordsProblem(["yes", "no"], text)) }
            return .bool(text == "yes")
        case .choice(let words):
            guard words.contains(text) else { throw problem(text, wordsProblem(words, text)) }
            return .string(text)
        }
    }

    private func problem(_ text: String, _ usual: String) -> UsageError {
        UsageError(refusal.map { $0.replacing("%", with: text) } ?? usual)
    }

    private func wordsProblem(_ words: [String], _ text: String) -> String {
        "\(name) takes one of \(words.joined(separator: ", ")), not “\(text)”"
    }
}
