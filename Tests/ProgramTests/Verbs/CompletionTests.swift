import Foundation
import Testing

/// What a shell completes, and the manual page: both read the list of verbs.
struct CompletionTests {
    private let household: Household

    init() throws { household = try Household() }

    /// What bash offers for the last of these words.
    private func completions(_ words: [String]) throws -> Set<String> {
        let script = try household.run(["completion", "bash"]).output
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        let lines = """
            \(script)
            COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1); _photostead; printf '%s\\n' "${COMPREPLY[@]}"
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", lines]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return Set(String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init))
    }

    @Test func `bash completes verbs, verbs of a noun and options`() throws {
        #expect(try completions(["photostead", "sto"]) == ["storage"])
        #expect(try completions(["photostead", "import", "ro"]) == ["rollback"])
        #expect(try completions(["photostead", "import", "card", "--d"]) == ["--duplicates", "--dry-run", "--data"])
        #expect(try completions(["photostead", "storage", "reindex", "--f"]) == ["--full"])
    }

    @Test(arguments: ["zsh", "fish"]) func `the other shells get every verb`(shell: String) throws {
        let script = try household.run("completion", shell).output
        for verb in ["serve", "rollback", "reindex", "--drop-missing", "completion"] {
            #expect(script.contains(verb.hasPrefix("--") && shell == "fish" ? String(verb.dropFirst(2)) : verb))
        }
    }

    @Test func `the manual page tells of every verb`() throws {
        let page = try household.run("manual").output
        let help = try household.run("--help").output
        let verbs = help.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("  --") }.map { line in
            line.dropFirst(2).components(separatedBy: "  ")[0]
        }
        #expect(verbs.count > 25)
        for verb in verbs { #expect(page.contains(".SS \(verb.replacing("-", with: "\\-"))")) }
    }
}
