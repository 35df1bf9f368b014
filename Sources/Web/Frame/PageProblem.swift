import Model
import Templating

/// Something that is wrong, what it means, what to do.
struct PageProblem: Sendable {
    enum Tone: String, Sendable {
        case info, warn, bad
    }

    var tone: Tone
    var text: String
    var hint: String?
    /// A page that helps.
    var action: (title: String, route: Route)?

    init(_ tone: Tone, _ text: String, hint: String? = nil, action: (title: String, route: Route)? = nil) {
        self.tone = tone
        self.text = text
        self.hint = hint
        self.action = action
    }

    /// From an error of any module.
    init(_ failure: any Failure, tone: Tone = .bad) {
        self.init(tone, Sentence.ended(failure.description), hint: failure.hint)
    }

    /// A preview ended by an error that is not of ours.
    static let failedPreview = PageProblem(
        .bad, "The preview failed.", hint: "The reason is in the log of the server.")

    fileprivate var value: TemplateValue {
        [
            "BANNER_TONE": .text(tone.rawValue), "BANNER_TEXT": .text(text), "BANNER_HINT": .optional(hint),
            "BANNER_ACTION": .when(
                action.map { ["ACTION_TITLE": .text($0.title), "ACTION_HREF": .text($0.route.path)] }),
        ]
    }
}

extension PageProblem? {
    /// For `shared/_banner`.
    var content: TemplateValue.Content { .include("shared/_banner", map { [$0.value] } ?? []) }
}

extension [PageProblem] {
    /// For `shared/_banner`, one below the other.
    var content: TemplateValue.Content { .include("shared/_banner", map(\.value)) }
}
