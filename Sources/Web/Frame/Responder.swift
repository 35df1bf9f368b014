import Engine
import HTTP
import Model
import Platform
import Templating

/// Puts pages into the frame, and leaves a sentence for the page after a form.
struct Responder: Sendable {
    let renderer: PageRenderer
    let time: any TimeSource
    /// The operation whose ring stands in the top bar.
    let running: @Sendable () -> RunningOperation?
    let flashes = Flashes()

    /// What every page of this request shares.
    private func context(_ visit: Visit) -> PageContext {
        let head = visit.request.head
        return PageContext(
            times: .local(now: time.now), csrfToken: visit.session.token,
            appearance: Appearance(themeCookie: head.cookie("theme"), railCookie: head.cookie("rail")),
            flash: flashes.take(for: visit.session.id), running: running())
    }

    /// A page in its frame, asked for again whenever somebody comes back to it.
    func show(_ page: some PageModel, _ visit: Visit, _ status: Status = .ok) throws(TemplateError) -> Response {
        try frame(page, visit, status).with("Cache-Control", "private, no-cache")
    }

    /// A page in its frame.
    func frame(_ page: some PageModel, _ visit: Visit, _ status: Status) throws(TemplateError) -> Response {
        .html(try renderer.render(page, context(visit)), status)
    }

    /// What a form answers: the next page with a sentence about what was done.
    func redirect(to location: String, _ visit: Visit, _ flash: Flash? = nil) -> Response {
        if let flash { flashes.leave(flash, for: visit.session.id) }
        return .redirect(to: location)
    }

    /// Where a form came from, when it is a page of ours; else `fallback`.
    func origin(of visit: Visit, else fallback: Route) -> String {
        guard let referer = visit.request.headers["Referer"] else { return fallback.path }
        let host = "://" + visit.request.head.host
        guard let range = referer.firstRange(of: host) else { return fallback.path }
        let path = String(referer[range.upperBound...])
        return path.hasPrefix("/") && !path.hasPrefix("//") ? path : fallback.path
    }
}

/// The addresses of one resource with what answers them.
protocol FramedPages: ResourcePages {
    var responder: Responder { get }
}

extension FramedPages {
    func show(_ page: some PageModel, _ visit: Visit, _ status: Status = .ok) throws -> Response {
        try responder.show(page, visit, status)
    }

    func redirect(to location: Route, _ visit: Visit, _ flash: Flash? = nil) -> Response {
        responder.redirect(to: location.path, visit, flash)
    }

    func redirect(to location: String, _ visit: Visit, _ flash: Flash? = nil) -> Response {
        responder.redirect(to: location, visit, flash)
    }

    func origin(of visit: Visit, else fallback: Route) -> String { responder.origin(of: visit, else: fallback) }
}
