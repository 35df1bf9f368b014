import Engine
import Model
import Templating

/// What every page of one request shares.
struct PageContext: Sendable {
    var times: Times
    /// The token of the session, for the hidden field of every form and for scripts.
    var csrfToken: String
    var appearance = Appearance()
    /// What the request before this one did, shown once.
    var flash: Flash?
    /// The operation whose ring stands in the top bar; the newest one when there are several.
    var running: RunningOperation?
}

/// How the frame looks, from the cookies `theme` and `rail`.
struct Appearance: Sendable, Hashable {
    enum Theme: String, Sendable, CaseIterable {
        case system, light, dark
    }

    var theme: Theme
    var isRailNarrow: Bool

    /// - Parameters: the values of the cookies; what has no meaning counts as absent.
    init(themeCookie: String? = nil, railCookie: String? = nil) {
        theme = themeCookie.flatMap(Theme.init(rawValue:)) ?? .system
        isRailNarrow = railCookie == "narrow"
    }
}

/// The operation in the top bar.
struct RunningOperation: Sendable, Hashable {
    var id: String
    var kind: OperationKind
    var processed: Int
    /// nil while it is still counted.
    var total: Int?
}

extension RunningOperation {
    init(_ operation: OperationDocument) {
        self.init(
            id: operation.operationID, kind: OperationKind(rawValue: operation.operationType) ?? .index,
            processed: operation.progress.processed,
            total: operation.progress.total == 0 ? nil : operation.progress.total)
    }

    var value: TemplateValue {
        let percent = Numbers.percent(processed, of: total)
        return [
            "RUNNING_HREF": .text((kind == .import ? Route.importSession(id) : .operation(id)).path),
            "RUNNING_ID": .text(id),
            "RUNNING_TITLE": .text(kind.title), "RUNNING_DASH": .number(percent ?? 25),
            "RUNNING_IS_COUNTING": .when(percent == nil),
            "RUNNING_PERCENT": .optional(percent.map(String.init)),
        ]
    }
}

extension Times {
    /// For `shared/_time`.
    func content(_ moment: Double) -> TemplateValue.Content {
        .include(
            "shared/_time",
            ["ISO": .text(Self.iso(moment)), "EXACT": .text(exact(moment)), "RELATIVE": .text(relative(moment))])
    }

    /// As `content`, and nothing when there is no moment.
    func content(_ moment: Double?) -> TemplateValue.Content {
        moment.map { content($0) } ?? .include("shared/_time", [])
    }
}
