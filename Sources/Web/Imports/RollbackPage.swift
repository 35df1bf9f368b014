import Templating

/// Asks before an import is taken back, with what would happen: `/imports/{id}?confirm=rollback`.
struct RollbackPage: PageModel {
    var facts: ImportFacts
    /// Files that go to the trash, and their bytes.
    var files: Int
    var bytes: Int64
    /// By which what is shown is confirmed.
    var plan: String?
    /// Files that come back to the places that were taken from them.
    var restored = 0
    /// Files that are no longer where they were put.
    var gone = 0
    /// Files that stay, because somebody has worked on them.
    var keptCount = 0
    /// The first of them: path and reason.
    var kept: [(path: String, reason: String)] = []

    var title: String { "Roll back “\(facts.title)”?" }
    var place: Place? { .imports }
    var template: String { "imports/rollback" }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "HEADING": .text(title), "BACK_HREF": .text(facts.route.path), "BACK_TITLE": .text(facts.title),
            "PLAN": .optional(plan), "ROLLBACK_ACTION": .text(Route.rollBackImport(String(facts.id)).path),
            "CONSEQUENCES": .section(consequences.map { ["CONSEQUENCE": .text($0)] }),
            "ROLLBACK_BUTTON": .optional(files > 0 ? "Move \(Numbers.count(files, "file")) to the trash" : nil),
            "KEPT": .section(kept.map { ["KEPT_PATH": PathText($0.path).content, "KEPT_REASON": .text($0.reason)] }),
            "HAS_KEPT": .when(!kept.isEmpty), "KEPT_COUNT": .text(Numbers.count(keptCount)),
            "MORE_KEPT": .optional(
                keptCount > kept.count ? "The first \(Numbers.count(kept.count)) are shown." : nil),
        ]
    }

    private var consequences: [String] {
        var lines: [String] = []
        if files > 0 {
            lines.append(
                "\(Numbers.count(files, "file")), \(Numbers.bytes(bytes)), \(files == 1 ? "goes" : "go") to the trash of \(facts.storage.name) and can be restored from there."
            )
        } else {
            lines.append("No file goes to the trash: none is as the import has left it.")
        }
        if restored > 0 {
            lines.append(
                "\(Numbers.count(restored, "file")) that the import had replaced \(restored == 1 ? "comes" : "come") back."
            )
        }
        if keptCount > 0 {
            lines.append(
                "\(Numbers.count(keptCount, "file")) \(keptCount == 1 ? "stays" : "stay"), because somebody has worked on \(keptCount == 1 ? "it" : "them") since."
            )
        }
        if gone > 0 {
            lines.append(
                "\(Numbers.count(gone, "file")) \(gone == 1 ? "is" : "are") no longer where the import has put \(gone == 1 ? "it" : "them")."
            )
        }
        return lines + [
            facts.isMove
                ? "The originals were moved: they come back only from the trash."
                : "The originals in the source are not touched."
        ]
    }
}
