package import Platform

/// How the command line asks a call: its name, what it takes, its help.
package struct Verb: Sendable {
    /// As it is typed: `import rollback`.
    package let name: String
    /// One line for the list of verbs.
    package let summary: String
    /// What it does, below the usage.
    package let discussion: String
    package let parameters: [Parameter]
    /// What the flag does that chooses this call among those of one name, such as `--dry-run`.
    package let flag: Flag?
    /// Fields that the verb itself fills.
    package let constants: [JSONValue.Member]
    /// Says what is missing, or too much, when these parameters were given; nil = nothing.
    package let refusal: @Sendable (Set<String>) -> String?

    /// A flag that asks another call.
    package struct Flag: Sendable {
        package let name: String
        package let words: String

        package init(_ name: String, _ words: String) { (self.name, self.words) = (name, words) }
    }

    package init(
        _ name: String, _ summary: String, _ discussion: String = "", flag: Flag? = nil,
        constants: [JSONValue.Member] = [], takes parameters: [Parameter] = [],
        refusal: @escaping @Sendable (Set<String>) -> String? = { _ in nil }
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.flag = flag
        self.constants = constants
        self.parameters = parameters
        self.refusal = refusal
    }
}

/// One word or option of a verb, and the field of the question that it fills.
package struct Parameter: Sendable {
    /// What may be given.
    package enum Value: Sendable {
        case text
        case number(ClosedRange<Int>)
        case integer
        /// `yes` or `no`.
        case yesOrNo
        /// One of these words.
        case choice([String])
        /// Nothing: the flag alone means this value.
        case set(JSONValue)
        /// A path, seen from the current folder.
        case path
        /// A storage by its id, the beginning of it, its name or its path.
        case storage
        /// A photo by its id, or by the path of one of its files.
        case photo
    }

    /// How often it may be given.
    package enum Count: Sendable {
        case atMostOnce, once, severalTimes, atLeastOnce
    }

    /// `--name`, or the placeholder of a word that is no option: `UUID`.
    package let name: String
    /// What stands for its value in the usage; nil = the flag has none.
    package let placeholder: String?
    /// The field, with a dot where it lies in another: `changes.rating`.
    package let key: String
    package let value: Value
    package let count: Count
    /// What it is, for the help; of a word: what is missing when it is not given.
    package let words: String
    /// Another spelling of the option, which the help does not show.
    package let also: String?
    /// Of an option: what is missing when it is not given, and what helps.
    package let missing: String?
    package let hint: String?
    /// What is said of a value that is none, `%` standing for it; nil = the usual sentence.
    package let refusal: String?
    /// Flags of one group exclude each other.
    package let group: String?

    package var isOption: Bool { name.hasPrefix("--") }
    package var isRequired: Bool { count == .once || count == .atLeastOnce }

    /// A word that is no option.
    package static func word(
        _ placeholder: String, _ key: String, _ words: String, _ value: Value = .text, _ count: Count = .once,
        refusal: String? = nil
    ) -> Parameter {
        Parameter(placeholder, nil, key, value, count, words, refusal: refusal)
    }

    package static func option(
        _ name: String, _ placeholder: String, _ key: String, _ words: String, _ value: Value = .text,
        _ count: Count = .atMostOnce, also: String? = nil, missing: String? = nil, hint: String? = nil,
        group: String? = nil
    ) -> Parameter {
        Parameter(
            name, placeholder, key, value, count, words, also: also, missing: missing, hint: hint, group: group)
    }

    /// An option whose values stand in the usage.
    package static func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, _ key: String, _ words: String, _ type: Choice.Type
    ) -> Parameter where Choice.RawValue == String {
        let all = Choice.allCases.map(\.rawValue)
        return Parameter(name, all.joined(separator: "|"), key, .choice(all), .atMostOnce, words)
    }

    /// - Parameter group: flags of one group exclude each other.
    package static func flag(
        _ name: String, _ key: String, _ value: JSONValue, _ words: String, group: String? = nil
    ) -> Parameter {
        Parameter(name, nil, key, .set(value), .atMostOnce, words, group: group)
    }

    private init(
        _ name: String, _ placeholder: String?, _ key: String, _ value: Value, _ count: Count, _ words: String,
        also: String? = nil, missing: String? = nil, hint: String? = nil, refusal: String? = nil, group: String? = nil
    ) {
        self.name = name
        self.placeholder = placeholder
        self.key = key
        self.value = value
        self.count = count
        self.words = words
        self.also = also
        self.missing = missing
        self.hint = hint
        self.refusal = refusal
        self.group = group
    }
}
