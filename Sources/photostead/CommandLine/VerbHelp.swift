import Engine

/// The help of verbs, made of what they take.
enum VerbHelp {
    /// Columns of a line of the usage.
    private static let width = 110

    /// How a verb is called, what it does, and its options.
    static func text(of entry: VerbEntry) -> String {
        let rows =
            entry.verb.parameters.filter { $0.isOption && !$0.words.isEmpty }.map { ($0.term, $0.words) }
            + entry.flags.map { ($0.name, $0.words) }
        return [usage(of: entry), entry.verb.discussion, table(rows)].filter { !$0.isEmpty }
            .joined(separator: "\n\n")
    }

    /// `photostead storage add PATH [--name NAME] [--no-index]`, broken where it is too long.
    static func usage(of entry: VerbEntry) -> String {
        let start = "photostead \(entry.name)"
        let indent = String(repeating: " ", count: start.count + 1)
        var lines = [start]
        for word in words(of: entry) {
            if lines[lines.count - 1].count + word.count + 1 > width {
                lines.append(indent + word)
            } else {
                lines[lines.count - 1] += " " + word
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func words(of entry: VerbEntry) -> [String] {
        let parameters = entry.verb.parameters
        var words: [String] = []
        for (index, parameter) in parameters.enumerated() {
            guard let group = parameter.group else {
                words.append(parameter.usage)
                continue
            }
            let members = parameters.filter { $0.group == group }
            if parameters.firstIndex(where: { $0.group == group }) == index {
                words.append("[\(members.map(\.term).joined(separator: " | "))]")
            }
        }
        return words + entry.flags.map { "[\($0.name)]" }
    }

    /// Terms and what they mean, in two columns.
    static func table(_ rows: [(term: String, words: String)]) -> String {
        let width = rows.map { $0.term.count }.max() ?? 0
        let indent = String(repeating: " ", count: width + 5)
        return rows.map { term, words in
            let padding = String(repeating: " ", count: width - term.count)
            return "  \(term)\(padding)   \(words.split(separator: "\n").joined(separator: "\n" + indent))"
        }.joined(separator: "\n")
    }

    /// The verbs of a noun, as `storage`; all verbs when there is no such noun.
    static func list(_ noun: String?) -> String {
        let mine = Verbs.all.filter { $0.name.hasPrefix((noun ?? "") + " ") }
        let rows = (mine.isEmpty ? Verbs.all : mine).map { (term: $0.name, words: $0.verb.summary) }
        let width = rows.map { $0.term.count }.max() ?? 0
        let lines = rows.map { "  \($0.term)\(String(repeating: " ", count: width - $0.term.count))  \($0.words)" }
        return """
            Photostead keeps a household's photographs in order, without taking custody of them.

            photostead [--data DIR] [--json] VERB ...

            \(lines.joined(separator: "\n"))

              --data DIR   the library folder (PHOTOSTEAD_DATA; default: the XDG data folder)
              --json       one JSON value, or one a line for lists
              --help       this text, or the help of a verb

            Exit: 0 done, 1 failed, 2 wrong usage or refused before anything was done, 3 done with some files failed.
            """
    }
}

extension Parameter {
    /// `--name NAME`, or the placeholder of a word.
    var term: String { placeholder.map { "\(name) \($0)" } ?? name }

    fileprivate var usage: String {
        switch count {
        case .once: term
        case .atLeastOnce: "\(term)..."
        case .atMostOnce: "[\(term)]"
        case .severalTimes: "[\(term)]..."
        }
    }
}
