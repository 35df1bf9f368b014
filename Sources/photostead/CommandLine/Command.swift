import Engine

/// A verb that is more than a call to a library.
protocol Command: SendableMetatype {
    static var verb: Verb { get }
    /// Keys of its parameters that are settings of the program.
    static var settings: [String] { get }
    /// Whether it receives SIGINT and SIGTERM, to pause or to end in order; else they end it at once.
    static var receivesSignals: Bool { get }

    init(_ values: VerbValues)

    func run(_ terminal: Terminal) throws -> ExitCode
}

extension Command {
    static var settings: [String] { [] }
    static var receivesSignals: Bool { false }
}

/// A verb as the command line runs it: a command of the program, or the calls of one name.
struct VerbEntry: Sendable {
    /// What runs when the words are understood.
    typealias Run = @Sendable (VerbValues, Terminal) throws -> ExitCode

    /// What a verb, or one of its flags, runs.
    struct Variant: Sendable {
        let verb: Verb
        let run: Run
    }

    /// The verb itself, then those that a flag chooses.
    private(set) var variants: [Variant]
    private(set) var settings: [String] = []
    private(set) var receivesSignals: Bool

    var verb: Verb { variants[0].verb }
    var name: String { verb.name }
    var flags: [Verb.Flag] { variants.compactMap(\.verb.flag) }

    init<Type: Command>(_ type: Type.Type) {
        variants = [Variant(verb: type.verb) { try Type($0).run($1) }]
        settings = type.settings
        receivesSignals = type.receivesSignals
    }

    init<Question: VerbCall>(_ verb: Verb, _ type: Question.Type) {
        variants = [Variant(verb: verb) { try CallRunner(terminal: $1).run(type, $0) }]
        receivesSignals = type is any FollowedCall.Type
    }

    /// Takes in a call of the same name.
    mutating func add(_ other: VerbEntry) {
        variants += other.variants
        variants.sort { $0.verb.flag == nil && $1.verb.flag != nil }
        receivesSignals = receivesSignals || other.receivesSignals
    }

    /// The variant that the words choose, and their values; every word is taken.
    ///
    /// - Throws: `UsageError`.
    func read(_ arguments: inout Arguments) throws -> (Variant, VerbValues) {
        let chosen = variants.first { variant in variant.verb.flag.map { arguments.flag($0.name) } ?? false }
        let variant = chosen ?? variants[0]
        return (variant, try VerbValues(variant.verb, &arguments))
    }
}
