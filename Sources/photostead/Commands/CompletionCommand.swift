import Engine

/// Prints what a shell needs to complete verbs, options and their words.
struct CompletionCommand: Command {
    static let verb = Verb(
        "completion", "what a shell needs to complete verbs and options",
        """
        Bash: source <(photostead completion bash)
        Zsh:  source <(photostead completion zsh)
        Fish: photostead completion fish | source
        """,
        takes: [.word("(bash | zsh | fish)", "shell", "the shell", .choice(["bash", "zsh", "fish"]))])

    private let shell: String

    init(_ values: VerbValues) { shell = values.text("shell") ?? "bash" }

    func run(_ terminal: Terminal) throws -> ExitCode {
        switch shell {
        case "fish": terminal.print(Self.fish)
        case "zsh": terminal.print("autoload -U +X bashcompinit && bashcompinit\n" + Self.bash)
        default: terminal.print(Self.bash)
        }
        return .done
    }

    private static let common = ["--data", "--json", "--help"]

    /// Verbs first, then the options of the verb that stands there; else files.
    private static var bash: String {
        let cases = Verbs.all.map { entry in
            "        '\(entry.name)') options='\((options(of: entry) + common).joined(separator: " "))' ;;"
        }
        let verbs = Verbs.all.map { "'\($0.name)'" }.joined(separator: " ")
        return """
            _photostead() {
                local word=${COMP_WORDS[COMP_CWORD]} first=${COMP_WORDS[1]} words options
                options=$(_photostead_options "$first ${COMP_WORDS[2]}")
                [ -n "$options" ] || options=$(_photostead_options "$first")
                if [ "$COMP_CWORD" = 1 ]; then
                    words="$(printf '%s\\n' \(verbs) | cut -d' ' -f1 | sort -u) \(common.joined(separator: " "))"
                elif [ "$COMP_CWORD" = 2 ]; then
                    words="$(printf '%s\\n' \(verbs) | sed -n "s/^$first //p") $options"
                else
                    words=$options
                fi
                COMPREPLY=($(compgen -W "$words" -- "$word"))
                [[ $COMP_CWORD -lt 2 || $word == -* ]] || COMPREPLY+=($(compgen -f -- "$word"))
            }
            _photostead_options() {
                local options=
                case $1 in
            \(cases.joined(separator: "\n"))
                esac
                printf '%s' "$options"
            }
            complete -o filenames -F _photostead photostead
            """
    }

    private static var fish: String {
        var lines = ["complete -c photostead -f"]
        for noun in Set(Verbs.all.map { String($0.noun) }).sorted() {
            lines.append("complete -c photostead -n __fish_use_subcommand -a \(noun)")
        }
        for entry in Verbs.all {
            let words = entry.name.split(separator: " ")
            var seen = "__fish_seen_subcommand_from \(words[0])"
            if words.count == 2 {
                lines.append("complete -c photostead -n '\(seen)' -a \(words[1]) -d '\(quoted(entry.verb.summary))'")
                seen += "; and __fish_seen_subcommand_from \(words[1])"
            }
            for option in options(of: entry) {
                lines.append("complete -c photostead -n '\(seen)' -l \(option.dropFirst(2)) -F")
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func options(of entry: VerbEntry) -> [String] {
        entry.verb.parameters.filter(\.isOption).map(\.name) + entry.flags.map(\.name)
    }

    private static func quoted(_ text: String) -> String { text.replacing("'", with: "\\'") }
}
