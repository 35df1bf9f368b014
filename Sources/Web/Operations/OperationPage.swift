import Model
import Templating

/// One operation: `/operations/{id}`, complete by reload, live by `/operations/{id}/events`.
struct OperationPage: PageModel {
    var facts: OperationFacts
    /// The file it works on now.
    var currentPath: String?
    var filesPerSecond: Double?
    var bytesPerSecond: Double?
    var secondsLeft: Double?
    /// Files per second over the time it ran, oldest first, at equal distances; any number.
    var rates: [Double] = []
    /// The newest problems, at most some hundred.
    var problems: [FileProblem] = []
    /// How many problems there are in all.
    var problemCount = 0
    /// The next sensible step when it is finished: `Show the 42 new photos`.
    var nextStep: (title: String, href: String)?
    /// What it is at, on a page that does not name it otherwise: `Take Lofoten out of Holidays`.
    var purpose: String?
    /// What it has brought, in place of the usual sentence when it is over.
    var outcome: String?
    /// What the operation waits for somebody to settle, with the form that does.
    var question: Confirmation?
    /// Mean milliseconds a file spends in each step, by the names of `OperationMetrics`: `read`, `write`.
    var stages: [(name: String, milliseconds: Double)] = []

    var title: String { facts.heading }
    var place: Place? { .operations }
    var template: String { "operations/show" }

    func value(_ context: PageContext) -> TemplateValue {
        facts.value(context).merging([
            "HEADING": .text(facts.heading), "LIST_HREF": .text(Route.operations.path),
            "PROGRESS": .include("operations/_progress", progress(context)), "PROBLEM": problem.content,
            "FATES": .section(fates), "HAS_FATES": .when(!fates.isEmpty),
            "CHART": .when(RateChart(rates: rates)?.value), "STAGES": .section(stageValues),
            "HAS_STAGES": .when(!stages.isEmpty), "HAS_PROBLEMS": .when(!problems.isEmpty),
            "PROBLEMS": .include("shared/_problems", problems.map(\.value)),
            "PROBLEM_COUNT": .text(Numbers.count(problemTotal)),
            "MORE_PROBLEMS": .optional(
                problemTotal > problems.count ? "The newest \(Numbers.count(problems.count)) are shown." : nil),
            "QUESTION": .include("shared/_question", question.map { [$0.value] } ?? []),
        ])
    }

    /// For `operations/_progress`, on a page that has the facts.
    func progress(_ context: PageContext) -> TemplateValue {
        [
            "PURPOSE": .optional(purpose), "PERCENT_TEXT": .text(facts.percent.map { "\($0) %" } ?? "–"),
            "SPEED": .optional(speed),
            "LEFT": .optional(secondsLeft.flatMap(left)), "CURRENT": currentPathContent,
            "SUMMARY": .optional(facts.status.isTerminal ? outcome ?? summary(context) : nil),
            "NEXT_STEP": .when(nextStep.map { ["STEP_TITLE": .text($0.title), "STEP_HREF": .text($0.href)] }),
        ]
    }

    private var problemTotal: Int { max(problemCount, problems.count) }

    private var speed: String? {
        guard facts.status == .inProgress, let filesPerSecond, filesPerSecond > 0 else { return nil }
        let files = "\(Numbers.decimal(filesPerSecond, filesPerSecond < 10 ? 1 : 0)) files/s"
        guard let bytesPerSecond, bytesPerSecond > 0 else { return files }
        return "\(files) · \(Numbers.bytes(Int64(min(bytesPerSecond, 1e15))))/s"
    }

    private func left(_ seconds: Double) -> String? {
        facts.status == .inProgress ? "\(Times.duration(seconds)) left" : nil
    }

    private var currentPathContent: TemplateValue.Content {
        guard facts.status == .inProgress, let currentPath else { return .include("shared/_path", []) }
        return PathText(currentPath).content
    }

    /// Why it stopped.
    var problem: PageProblem? {
        guard let message = facts.errorMessage, facts.status != .complete else { return nil }
        return PageProblem(facts.status == .paused ? .warn : .bad, message, hint: facts.hint)
    }

    /// One sentence when it is over.
    private func summary(_ context: PageContext) -> String? {
        guard facts.status.isTerminal else { return nil }
        let took = facts.elapsed(context).map { " in \(Times.duration($0))" } ?? ""
        let failed = facts.failed > 0 ? " \(Numbers.count(facts.failed, "file")) could not be read." : ""
        switch facts.status {
        case .complete: return "\(Numbers.count(facts.processed, "file")) processed\(took).\(failed)"
        case .cancelled: return "Cancelled after \(facts.counted)\(took). What was done before is kept."
        default: return "Stopped after \(facts.counted)\(took). What was done before is kept."
        }
    }

    private var fates: [TemplateValue] {
        Fate.allCases.filter { facts.tally[$0] > 0 }.map { fate in
            [
                "FATE": .text(fate.rawValue), "FATE_WORD": .text(fate.word(in: facts.kind)),
                "FATE_COUNT": .text(Numbers.count(facts.tally[fate])),
            ]
        }
    }

    private var stageValues: [TemplateValue] {
        stages.map {
            ["STAGE": .text(StepWords.word($0.name)), "STAGE_TIME": .text("\(Numbers.decimal($0.milliseconds, 2)) ms")]
        }
    }
}

/// A file that something went wrong with.
struct FileProblem: Sendable, Hashable {
    /// As the user knows it: relative to the storage, or absolute.
    var path: String
    /// `damaged: unexpected end of file`
    var reason: String
    var hint: String?
    var fate = Fate.failed

    var value: TemplateValue {
        [
            "PROBLEM_PATH": PathText(path).content, "PROBLEM_REASON": .text(Sentence.whole(reason)),
            "PROBLEM_HINT": .optional(hint), "PROBLEM_FATE": .text(fate.rawValue),
            "PROBLEM_WORD": .text(fate.word(in: .index)),
        ]
    }
}
