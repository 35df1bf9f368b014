import Model

/// The words after a verb, taken out one by one; what is left at the end is a mistake.
struct Arguments {
    private var words: [String]

    init(_ words: [String]) { self.words = words }

    /// Whether `name` was given; it is taken out.
    mutating func flag(_ name: String) -> Bool {
        guard let index = optionIndex(name) else { return false }
        words.remove(at: index)
        return true
    }

    /// The value of `--name value` or `--name=value`; nil when it was not given.
    mutating func option(_ name: String) throws -> String? { try options(name).last }

    /// Every value of an option that may be repeated.
    mutating func options(_ name: String) throws -> [String] {
        var values: [String] = []
        while let index = words.prefix(optionEnd).firstIndex(where: { $0 == name || $0.hasPrefix(name + "=") }) {
            let word = words.remove(at: index)
            if word != name {
                values.append(String(word.dropFirst(name.count + 1)))
            } else {
                guard index < words.count else { throw UsageError("\(name) needs a value") }
                values.append(words.remove(at: index))
            }
        }
        return values
    }

    /// The words that are no options; after `--` everything counts as one.
    mutating func positionals(atLeast least: Int = 0, atMost most: Int = .max, what: String) throws -> [String] {
        if let unknown = words.prefix(optionEnd).first(where: { $0.hasPrefix("-") && $0.count > 1 }) {
            throw UsageError("there is no option \(unknown)")
        }
        if optionEnd < words.count { words.remove(at: optionEnd) }
        defer { words = [] }
        guard words.count >= least else { throw UsageError("\(what) is missing") }
        guard words.count <= most else { throw UsageError("“\(words[most])” is one word too many") }
        return words
    }

    /// Whether the first word is this verb; it is taken out.
    mutating func verb(_ name: String) -> Bool {
        guard words.first == name else { return false }
        words.removeFirst()
        return true
    }

    /// The first word, which stays.
    var peeked: String? { words.first }

    /// The first word that is no option, taken out: the noun's verb, as in `storage add`.
    mutating func verb() -> String? {
        guard let first = words.first, !first.hasPrefix("-") else { return nil }
        return words.removeFirst()
    }

    /// Whether the next word is this one.
    func begins(with word: Substring) -> Bool { words.first.map { $0 == word } ?? false }

    private var optionEnd: Int { words.firstIndex(of: "--") ?? words.count }

    private func optionIndex(_ name: String) -> Int? { words.prefix(optionEnd).firstIndex(of: name) }
}

/// The command line is not one that the program understands: exit 2.
struct UsageError: Failure {
    let reason: String
    private let help: String?

    /// - Parameter hint: what helps; nil = the list of verbs.
    init(_ reason: String, hint: String? = nil) { (self.reason, help) = (reason, hint) }

    /// The same with the help of a verb for a hint, unless it has one of its own.
    func inHelp(of verb: String) -> UsageError {
        UsageError(reason, hint: help ?? "`photostead \(verb) --help` says what it takes.")
    }

    var subject: String? { nil }
    var hint: String? { help ?? "`photostead --help` lists the verbs; `photostead VERB --help` its options." }
    var severity: Severity { .preflight }
}
