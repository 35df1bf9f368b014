import Intake
import Model
import Templating

extension ImportPage {
    /// The chips that filter the files, and the files.
    func ledger(_ context: PageContext) -> TemplateValue {
        let isAsking = choice == .questions
        return [
            "CHIPS": .section(chips), "HAS_CHIPS": .when(facts.tally.total + facts.waiting > 0), "SUM": .text(sum),
            "ASKS": .optional(
                facts.questions > 0 && !isAsking
                    ? "\(Numbers.count(facts.questions, "file")) \(facts.questions == 1 ? "is" : "are") in the library already and \(facts.questions == 1 ? "waits" : "wait") for your decision."
                    : nil), "QUESTIONS_HREF": .text(link(.questions)),
            "QUESTIONS": .when(isAsking && !files.isEmpty ? questions(context) : nil),
            "FILES": .section(isAsking ? [] : files.map { $0.value(isLinked: facts.status != .rolledBack) }),
            "HAS_FILES": .when(!files.isEmpty && !isAsking),
            "HAS_NO_FILES": .optional(files.isEmpty ? nothing : nil),
            "MORE": .optional(next.map { facts.route.link(choice.query + [(name: "after", value: $0)]) + "#files" }),
            "FIRST_HREF": .optional(isContinued ? link(choice) : nil),
        ]
    }

    private func link(_ choice: LedgerChoice) -> String { choice.link(of: String(facts.id)) }

    /// All, each fate that occurs, what waits.
    private var chips: [TemplateValue] {
        var chips = [chip(.all, facts.tally.total + facts.waiting, "found", "all")]
        for fate in Fate.allCases where facts.tally[fate] > 0 || choice == .fate(fate) {
            chips.append(chip(.fate(fate), facts.tally[fate], fate.word(in: .import), fate.rawValue))
        }
        if facts.waiting > 0 || choice == .waiting { chips.append(chip(.waiting, facts.waiting, "Waiting", "waiting")) }
        if facts.questions > 0 || choice == .questions {
            chips.append(chip(.questions, facts.questions, facts.questions == 1 ? "Question" : "Questions", "asked"))
        }
        return chips
    }

    private func chip(_ choice: LedgerChoice, _ number: Int, _ words: String, _ name: String) -> TemplateValue {
        [
            "CHIP_HREF": .text(link(choice)), "CHIP_COUNT": .text(Numbers.count(number)), "CHIP_WORDS": .text(words),
            "CHIP_NAME": .text(name), "IS_THIS_CHIP": .when(choice == self.choice),
        ]
    }

    /// `1,312 found = 1,204 imported + 96 duplicate + 12 failed`
    private var sum: String {
        let parts = Fate.allCases.filter { facts.tally[$0] > 0 }.map { fate in
            "\(Numbers.count(facts.tally[fate])) \(fate.word(in: .import).lowercased())"
        }
        let waiting = facts.waiting > 0 ? ["\(Numbers.count(facts.waiting)) waiting"] : []
        let all = parts + waiting
        let found = "\(Numbers.count(facts.tally.total + facts.waiting)) found"
        return all.isEmpty ? found : "\(found) = \(all.joined(separator: " + "))"
    }

    private var nothing: String {
        switch choice {
        case .all: facts.status == .operation(.complete) ? "The source holds no files." : "No file is listed yet."
        case .questions: "Nothing waits for a decision."
        case .waiting: "No file waits."
        case .fate: "No file has this fate."
        }
    }

    private func questions(_ context: PageContext) -> TemplateValue {
        let count = Numbers.count(facts.questions, "file")
        return [
            "ANSWER_ACTION": .text(Route.answerImport(String(facts.id)).path),
            "QUESTION_LIST": .include("imports/_question", files.map { $0.question(context) }),
            "FOR_ALL": .text("For \(facts.questions == 1 ? "" : "all ")\(count)"),
            "ALL_ANSWERS": .section(
                [DuplicatePolicy.skip, .keep, .replace].map { policy in
                    ["ANSWER": .text("\(policy.rawValue).all"), "ANSWER_WORDS": .text(policy.answer)]
                }),
        ]
    }
}
