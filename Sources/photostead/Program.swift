import Glibc
import Model

/// Reads the command line, runs the verb, and turns what happened into an exit code.
enum Program {
    static let version = "0.1.0"

    static func run(_ words: [String]) -> Int32 {
        do {
            return try execute(words).rawValue
        } catch {
            Terminal.report(error)
            return ExitCode.of(error).rawValue
        }
    }

    private static func execute(_ words: [String]) throws -> ExitCode {
        var arguments = Arguments(words)
        if arguments.flag("--version") {
            Terminal.write("photostead \(version)\n", to: 1)
            return .done
        }
        let isHelp = arguments.flag("--help")
        let isJSON = arguments.flag("--json")
        var flags: [String: String] = [:]
        for key in ["data", "cache"] { flags[key] = try arguments.option("--" + key) }
        if isHelp || words.isEmpty || arguments.verb("help") {
            return help(&arguments, isRequested: !words.isEmpty)
        }
        let entry = try Verbs.find(&arguments)
        if !entry.receivesSignals { Interrupts.unblock() }
        do {
            let (variant, values) = try entry.read(&arguments)
            for key in entry.settings { flags[key] = values.text(key) }
            let configuration = try Configuration(flags: flags, environment: environment())
            return try variant.run(values, Terminal(isJSON: isJSON, configuration: configuration))
        } catch let error as UsageError { throw error.inHelp(of: entry.name) }
    }

    private static func help(_ arguments: inout Arguments, isRequested: Bool) -> ExitCode {
        let noun = arguments.peeked
        // Help for a verb that does not exist is the list of those that do.
        let entry = try? Verbs.find(&arguments)
        Terminal.write((entry.map(VerbHelp.text) ?? VerbHelp.list(noun)) + "\n", to: isRequested ? 1 : 2)
        return isRequested ? .done : .refused
    }

    private static func environment() -> [String: String] {
        var result: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { result[String(pair[0])] = String(pair[1]) }
            entry += 1
        }
        return result
    }
}
