import Imports
import Intake
import Model

struct ImportAnswerCommand: Command {
    static let name = "import answer"
    static let receivesSignals = true
    static let summary = "say what becomes of duplicates that an import has asked about"
    static let help = """
        photostead import answer ID (skip | keep | replace)

        Answers every question of an import that was made with `--duplicates ask`: leave the files where they are, import
        them beside the copies that the library has, or put them in the places of those. The page of the import shows
        the files one by one.
        """

    private let id: String
    private let answer: DuplicatePolicy

    init(_ arguments: inout Arguments) throws {
        let words = try arguments.positionals(atLeast: 2, atMost: 2, what: "the import's id and the answer")
        guard let answer = DuplicatePolicy(rawValue: words[1]), answer != .ask else {
            throw UsageError("“\(words[1])” is no answer: say skip, keep or replace")
        }
        (id, self.answer) = (words[0], answer)
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        try Sessions.with(terminal.configuration) { session in
            let answered = try session.answerImport(id, DuplicateAnswer(files: nil, answer: answer))
            return try session.followImport(answered, terminal)
        }
    }
}
