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
        let type = try Verbs.find(&arguments)
        if !type.receivesSignals { Interrupts.unblock() }
        let command: any Command
        do {
            for key in type.settings { flags[key] = try arguments.option("--" + key) }
            command = try type.init(&arguments)
            try arguments.finish()
        } catch let error as UsageError { throw error.inHelp(of: type.name) }
        let configuration = try Configuration(flags: flags, environment: environment())
        return try command.run(Terminal(isJSON: isJSON, configuration: configuration))
    }

    private static func help(_ arguments: inout Arguments, isRequested: Bool) -> ExitCode {
        let noun = arguments.peeked
        // Help for a verb that does not exist is the list of those that do.
        let type = try? Verbs.find(&arguments)
        let text = type.map { "photostead \($0.name)\n\n\($0.help)" } ?? Verbs.help(of: noun)
        Terminal.write(text + "\n", to: isRequested ? 1 : 2)
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
