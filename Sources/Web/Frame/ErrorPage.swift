import Model
import Templating

/// What is shown instead of a page: what happened, what it means, what to do.
struct ErrorPage: PageModel {
    /// 400-599.
    var status: Int
    var heading: String
    var reason: String
    var hint: String?
    /// Where to go on; nil = the dashboard.
    var wayOut: (title: String, route: Route)?

    /// The words for a status alone.
    init(status: Int) {
        self.status = status
        (heading, reason, hint) = Self.words(status)
    }

    /// The words of an error under the heading of its status.
    init(status: Int, _ failure: any Failure) {
        self.init(status: status)
        reason = Sentence.ended(failure.description)
        hint = failure.hint
    }

    var title: String { heading }
    var place: Place? { nil }
    var template: String { "errors/show" }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "STATUS": .number(status), "HEADING": .text(heading), "REASON": .text(reason), "HINT": .optional(hint),
            "OUT_TITLE": .text(wayOut?.title ?? "Open the dashboard"),
            "OUT_HREF": .text((wayOut?.route ?? .dashboard).path),
        ]
    }

    private static func words(_ status: Int) -> (heading: String, reason: String, hint: String?) {
        switch status {
        case 400:
            ("This request cannot be read", "Something in the address or the form has no meaning here.", nil)
        case 403:
            (
                "This request was refused", "It did not come from a page of this Photostead, or the page is too old.",
                "Open the page again and repeat what you did."
            )
        case 404:
            ("There is nothing here", "The photo, storage or page does not exist, or no longer does.", nil)
        case 405: ("This address is for forms", "It cannot be opened as a page.", nil)
        case 409:
            ("Not now", "Something else is at work on this.", "Wait until it is done, or pause it, and try again.")
        case 413: ("That is too much at once", "The form is larger than Photostead accepts.", "Select fewer photos.")
        case 421:
            (
                "Unknown name", "Photostead does not answer under the name in the address.",
                "Use the address printed at start, or add the name to the settings."
            )
        case 422: ("This cannot be done now", "Something that it needs is not as it has to be.", nil)
        case 429: ("Too many requests", "This browser asks faster than it is answered.", "Wait a moment.")
        case 503:
            ("Busy for a moment", "The server cannot answer this now.", "Reload the page in a few seconds.")
        default:
            (
                "Photostead failed here", "The reason is in the log of the server. Nothing was changed.",
                "Try again; if it happens every time, run photostead doctor."
            )
        }
    }
}
