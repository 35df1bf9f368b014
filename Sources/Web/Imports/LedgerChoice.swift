import Imports
import Intake
import Model
import Templating

/// Which files of an import its page shows, as the query says it.
enum LedgerChoice: Sendable, Hashable {
    case all
    case fate(Fate)
    case waiting
    case questions

    /// - Parameter text: the value of `show`; what has no meaning shows all.
    init(_ text: String?) {
        switch text {
        case "waiting": self = .waiting
        case "questions": self = .questions
        default: self = text.flatMap { Fate(rawValue: $0) }.map { .fate($0) } ?? .all
        }
    }

    /// The pair of the query; none for all.
    var query: [(name: String, value: String)] {
        switch self {
        case .all: []
        case .fate(let fate): [(name: "show", value: fate.rawValue)]
        case .waiting: [(name: "show", value: "waiting")]
        case .questions: [(name: "show", value: "questions")]
        }
    }

    /// The files of an import that it shows.
    func link(of id: String) -> String { Route.importSession(id).link(query) + "#files" }

    var fate: Fate? {
        if case .fate(let fate) = self { return fate }
        return nil
    }

    var filter: LedgerFilter {
        switch self {
        case .all, .fate: .all
        case .waiting: .waiting
        case .questions: .questions
        }
    }
}

/// One file of an import's source.
struct ImportFileRow: Sendable, Hashable {
    var id: Int64
    /// Below the source.
    var path: String
    /// Bytes.
    var size: Int64
    /// Seconds since 1970.
    var modified: Double?
    /// nil = it waits.
    var fate: Fate?
    var isQuestion = false
    var reason: String?
    var hint: String?
    /// Below the storage.
    var target: String?
    /// The photo it became, or is a copy of.
    var photo: MediaID?
    /// Where that copy lies: `Holidays: 2024/a.jpg`.
    var copyPlace: String?

    /// A line of the table.
    ///
    /// - Parameter isLinked: whether what it became can be opened.
    func value(isLinked: Bool) -> TemplateValue {
        let badge: (name: String, word: String) =
            if isQuestion { ("warn", "Question") } else if let fate { (fate.rawValue, fate.word(in: .import)) } else {
                ("quiet", "Waiting")
            }
        let isHere = fate == .imported || fate == .replaced
        return [
            "FILE_PATH": PathText(path).content, "FILE_SIZE": .text(Numbers.bytes(size)),
            "FILE_BADGE": .text(badge.name), "FILE_WORD": .text(badge.word),
            "FILE_TARGET": isHere ? (target.map { PathText($0).content } ?? Self.none) : Self.none,
            "FILE_PHOTO": .optional(isLinked && isHere && target != nil ? photo.map { Route.photo($0).path } : nil),
            "FILE_REASON": .optional(reason.map(Sentence.whole)), "FILE_HINT": .optional(hint),
        ]
    }

    private static let none = TemplateValue.Content.include("shared/_path", [])

    /// For `imports/_question`: what lies in the source and what the library has.
    func question(_ context: PageContext) -> TemplateValue {
        [
            "FILE_NAME": .text(PathText(path).name),
            "FILE_PATH": PathText(path).content, "FILE_SIZE": .text(Numbers.bytes(size)),
            "FILE_MODIFIED": context.times.content(modified), "FILE_HAS_DATE": .when(modified != nil),
            "FILE_PICTURE": .optional(photo.map { Route.photoFile($0, .thumbnail).path }),
            "COPY_HREF": .optional(photo.map { Route.photo($0).path }),
            "COPY_PLACE": (copyPlace.map { PathText($0).content }) ?? Self.none,
            "QUESTION_CHOICES": .section(
                [DuplicatePolicy.skip, .keep, .replace].map { policy in
                    ["ANSWER": .text("\(policy.rawValue).\(id)"), "ANSWER_WORDS": .text(policy.answer)]
                }),
        ]
    }
}
