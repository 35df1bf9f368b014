import Imports
import Intake
import Model
import Store
import Templating

/// What an import would do, beside the form of a new one; without a report what a preview is for.
struct PreviewPanel: Sendable {
    var id = ""
    /// nil = none was made.
    var status: ImportPreviews.Report.Status?
    var findings = IntakePreview.Findings()
    /// Where it stands.
    var page = Route.newImport
    /// The form was sent with other settings than those that had been previewed.
    var isRenewed = false

    /// - Parameter storage: what the target is called.
    func value(_ storage: String) -> TemplateValue {
        let isShown = status != nil && findings.fates.total > 0
        return [
            "IS_UNASKED": .when(status == nil), "IS_RUNNING": .when(status == .running),
            "IS_OVER": .when(status != nil && status != .running), "IS_RENEWED": .when(isRenewed),
            "PREVIEW_ID": .text(id),
            "IS_STOPPED": .when(status == .cancelled), "CANCEL_ACTION": .text(Route.cancelPreview.path),
            "RELOAD_HREF": .text(page.link([(name: "preview", value: id)])),
            "LOOKED": .text("\(Numbers.count(findings.fates.total, "file")) looked at"),
            "HAS_SUMS": .when(isShown), "SUMS": .section(isShown ? sums : []),
            "ROOM": .section(isShown ? room(storage) : []), "OUTCOME": .when(outcome),
            "TOO_LARGE": tooLarge(storage).content, "TARGET_PATHS": .section(paths),
            "HAS_TARGET_PATHS": .when(!paths.isEmpty),
            "MORE_PATHS": .optional(
                written > findings.paths.count && !paths.isEmpty
                    ? "and \(Numbers.count(written - findings.paths.count, "more file", "more files"))" : nil),
            "PREVIEW_PROBLEMS": .section(problems), "HAS_PREVIEW_PROBLEMS": .when(!problems.isEmpty),
            "PREVIEW_PROBLEM_COUNT": .text(
                Numbers.count(findings.fates[.failed] + findings.fates[.rejected], "file")),
        ]
    }

    /// Files that would be written.
    private var written: Int { findings.fates[.imported] + findings.fates[.replaced] }

    private var sums: [TemplateValue] {
        let fates = Fate.allCases.filter { findings.fates[$0] > 0 }.map { fate in
            Self.sum(findings.fates[fate], fate.foreseen, fate.rawValue)
        }
        return fates
            + (findings.questions > 0
                ? [
                    Self.sum(
                        findings.questions,
                        findings.questions == 1 ? "duplicate to decide about" : "duplicates to decide about", "asked")
                ] : [])
    }

    private static func sum(_ number: Int, _ words: String, _ name: String) -> TemplateValue {
        ["SUM": .text(Numbers.count(number)), "SUM_WORDS": .text(words), "SUM_NAME": .text(name)]
    }

    private func room(_ storage: String) -> [TemplateValue] {
        let after = findings.free - findings.bytes
        let rows = [
            ("To write", Numbers.bytes(findings.bytes)), ("Free on \(storage)", Numbers.bytes(findings.free)),
            ("Free afterwards", after >= 0 ? Numbers.bytes(after) : "too little"),
        ]
        return rows.map { ["ROOM_WHAT": .text($0.0), "ROOM_SIZE": .text($0.1)] }
    }

    private func tooLarge(_ storage: String) -> PageProblem? {
        guard status != nil, findings.isTooLarge else { return nil }
        return PageProblem(
            .bad, "\(Numbers.bytes(findings.bytes)) do not fit: \(storage) has \(Numbers.bytes(findings.free)) left.",
            hint: "Make room on its disk, or choose another storage.")
    }

    /// The button that imports, or why there is none.
    private var outcome: TemplateValue? {
        guard status == .complete else { return nil }
        var button: String?
        if findings.photos > 0 {
            button = "Import \(Numbers.count(findings.photos, "photo"))"
        } else if written > 0 {
            button = "Import \(Numbers.count(written, "file"))"
        } else if findings.questions > 0 {
            button = "Import, and decide about \(Numbers.count(findings.questions, "duplicate"))"
        }
        return [
            "IMPORT_BUTTON": .optional(button), "IMPORT_WEIGHT": findings.isTooLarge ? "plain" : "primary",
            "NOTHING": .optional(button == nil ? nothing : nil),
        ]
    }

    private var nothing: String {
        let duplicates = findings.fates[.duplicate]
        if findings.fates.total == 0 { return "The folder holds no files." }
        if duplicates > 0 {
            return
                "Nothing to import: \(Numbers.count(duplicates, "file is", "files are")) in the library already."
        }
        return "Nothing to import: none of its files is a photo that can be imported."
    }

    private var paths: [TemplateValue] {
        findings.paths.map { ["FROM": PathText($0.from.display).content, "TO": PathText($0.to.display).content] }
    }

    private var problems: [TemplateValue] {
        findings.problems.map { problem in
            [
                "PROBLEM_PATH": PathText(problem.path).content, "PROBLEM_REASON": .text(Sentence.whole(problem.reason)),
                "PROBLEM_HINT": .optional(problem.hint),
            ]
        }
    }
}
