import Engine

/// Prints the manual page, made of the help of every verb.
struct ManualCommand: Command {
    static let verb = Verb(
        "manual", "the manual page, for `man -l`",
        "As troff: photostead manual > photostead.1, then man ./photostead.1.")

    init(_ values: VerbValues) {}

    func run(_ terminal: Terminal) throws -> ExitCode {
        var lines = [
            ".TH PHOTOSTEAD 1 \"\" \"Photostead \(Program.version)\" \"User Commands\"", ".SH NAME",
            "photostead \\- keep a household's photographs in order", ".SH SYNOPSIS",
            "photostead [\\-\\-data DIR] [\\-\\-json] VERB ...", ".SH VERBS",
        ]
        for entry in Verbs.all {
            lines += [".SS " + Self.escaped(entry.name), Self.escaped(entry.verb.summary + "."), ".PP", ".nf"]
            lines += VerbHelp.text(of: entry).split(separator: "\n", omittingEmptySubsequences: false).map {
                Self.escaped(String($0))
            }
            lines.append(".fi")
        }
        lines += [".SH EXIT STATUS", "0 done, 1 failed, 2 refused, 3 done with some files failed, 130 or 143 paused."]
        terminal.print(lines.joined(separator: "\n"))
        return .done
    }

    /// A line that begins with a dot or a quote, or holds a backslash, means something to troff.
    private static func escaped(_ line: String) -> String {
        let text = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
    }
}
