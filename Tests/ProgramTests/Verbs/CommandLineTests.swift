import Foundation
import TestSupport
import Testing

/// What every verb has in common: help, mistakes, exit codes, where text goes (docs/interface.md, "Command line").
struct CommandLineTests {
    static let verbs = [
        "serve", "facts", "storage add", "storage list", "storage set", "storage remove", "storage reindex",
        "lookup", "rate",
        "operation list", "operation show", "operation pause", "operation resume", "operation cancel",
        "operation restart", "doctor",
    ]

    @Test func `the help names every verb on standard output`() throws {
        let end = try Household().run("--help")
        #expect(end.code == 0)
        #expect(end.error.isEmpty)
        for verb in Self.verbs { #expect(end.output.contains("  \(verb) "), "\(verb)") }
    }

    @Test(arguments: [["help", "storage"], ["storage", "--help"]])
    func `the help of a noun names its verbs alone`(words: [String]) throws {
        let end = try Household().run(words)
        #expect(end.code == 0)
        #expect(end.output.contains("  storage reindex ") && !end.output.contains("  operation list "))
        #expect(try Household().run("--version").output.hasPrefix("photostead "))
    }

    @Test func `every verb has a help that shows how it is called and does nothing`() throws {
        let home = try Household()
        for verb in Self.verbs {
            let end = try home.run(verb.split(separator: " ").map(String.init) + ["--help"])
            #expect(end.code == 0, "\(verb)")
            #expect(end.output.contains("photostead \(verb)"), "\(verb)")
            #expect(end.error.isEmpty, "\(verb)")
        }
        #expect(!FileManager.default.fileExists(atPath: home.library))
    }

    @Test(arguments: [
        [], ["frob"], ["storage"], ["storage", "frob"], ["storage", "add"], ["storage", "add", "/a", "/b"],
        ["storage", "list", "/a"], ["storage", "list", "--frob"], ["storage", "set", "x", "--active", "maybe"],
        ["storage", "set", "x", "--policy", "frob"], ["storage", "reindex", "x", "--full", "--quick"], ["rate", "x"],
        ["rate", "--favorite"], ["rate", "x", "--rating", "6"], ["rate", "x", "--rating", "-1"],
        ["rate", "x", "--rating", "five"], ["rate", "x", "--favorite", "--rating", "3"], ["operation", "show"],
        ["serve", "--port", "70000"], ["serve", "--port", "x"], ["facts"], ["storage", "add", "/a", "--name"],
    ])
    func `a mistake exits 2 with a sentence and a hint, and makes no library`(words: [String]) throws {
        let home = try Household()
        let end = try home.run(words)
        #expect(end.code == 2, "\(end)")
        #expect(end.output.isEmpty, "\(end)")
        #expect(!FileManager.default.fileExists(atPath: home.library), "\(words)")
        guard !words.isEmpty else { return }
        expectSentence(end)
    }

    @Test func `what is wrong about the options of a verb points to its help`() throws {
        let home = try Household()
        for words in [["serve", "--host", "x"], ["serve", "--bind"]] {
            #expect(try home.run(words).error.contains("`photostead serve --help`"), "\(words)")
        }
    }

    @Test(arguments: [
        ["storage", "list"], ["operation", "list"], ["operation", "show", "x"], ["doctor"],
        ["--json", "storage", "list"],
    ])
    func `a reading verb without a library says so and makes none`(words: [String]) throws {
        let home = try Household()
        let end = try home.run(words)
        #expect(end.code == 2, "\(end)")
        expectSentence(end)
        #expect(end.error.contains("there is no library"))
        #expect(!FileManager.default.fileExists(atPath: home.library))
    }

    @Test func `the library folder comes from the flag, then the environment, then a file, then XDG`() throws {
        let home = try Household()
        let file = try home.folder.write("settings.conf", "# ours\ndata = \(home.path)/from-file\n")
        func made(_ flags: [String], _ environment: [String]) throws -> String {
            let command = try home.command(
                flags + ["storage", "add", "/nowhere"], environment: environment + ["XDG_DATA_HOME=\(home.path)/xdg"])
            let end = try Household.end(of: command)
            #expect(end.code == 2, "\(end)")
            let names = try FileManager.default.contentsOfDirectory(atPath: home.path).filter { $0 != "home" }
            for name in names where name != "settings.conf" {
                try FileManager.default.removeItem(atPath: home.path + "/" + name)
            }
            return names.filter { $0 != "settings.conf" }.sorted().joined(separator: " ")
        }
        let environment = "PHOTOSTEAD_DATA=\(home.path)/from-environment"
        #expect(try made(["--data", home.path + "/from-flag"], [environment]) == "from-flag")
        #expect(try made([], [environment, "PHOTOSTEAD_CONFIG=\(file)"]).contains("from-environment"))
        #expect(try made([], ["PHOTOSTEAD_CONFIG=\(file)"]).contains("from-file"))
        #expect(try made([], []).contains("xdg"))
    }

    @Test func `a setting that does not exist is named with its line`() throws {
        let home = try Household()
        let file = try home.folder.write("settings.conf", "data = /x\ncolour = blue\n")
        let end = try home.run("storage", "list", environment: ["PHOTOSTEAD_CONFIG=\(file)"])
        #expect(end.code == 2)
        #expect(end.error.hasPrefix("photostead: \(file):2: "))
    }
}

/// `photostead: WHAT: WHY`, perhaps `hint: ...`, nothing else.
func expectSentence(_ end: Household.Ending, sourceLocation: SourceLocation = #_sourceLocation) {
    let lines = end.errorLines
    #expect(lines.first?.hasPrefix("photostead: ") ?? false, "\(end)", sourceLocation: sourceLocation)
    #expect(lines.count == 2, "\(end)", sourceLocation: sourceLocation)
    #expect(lines.last?.hasPrefix("hint: ") ?? false, "\(end)", sourceLocation: sourceLocation)
    #expect(!end.error.contains("SELECT ") && !end.error.contains("PRAGMA "), "\(end)", sourceLocation: sourceLocation)
}
