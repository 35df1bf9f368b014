package import Composition
import Engine
package import HTTP
import Model
import Platform

/// The whole site: finds the address, knows the session, lets the resource answer, and turns errors into pages.
package final class Site: Handler {
    private let assets: PublicAssets
    private let responder: Responder
    let resources: SiteResources
    private let gate: SiteGate
    let table: RouteTable<RoutedAddress>

    package init(_ library: OpenLibrary, _ settings: SiteSettings, renderer: PageRenderer, assets: PublicAssets) {
        self.assets = assets
        gate = SiteGate(apiToken: settings.apiToken)
        responder = Responder(renderer: renderer, time: library.parts.time) { [board = library.board] in
            board.running().last.map { RunningOperation($0) }
        }
        resources = SiteResources(library, settings, responder, gate)
        table = RouteTable(resources.all.flatMap(\.lines))
    }

    /// Ends the event streams and previews; call before the server stops.
    package func close() { resources.close() }

    package func dispatch(_ head: RequestHead) -> Disposition {
        if let file = PublicAssets.file(head.path), head.method != .post {
            return assets.response(file, for: head).map { .inline($0) } ?? .offloaded()
        }
        guard case .found(let address) = table.find(head.method == .post ? .post : .get, head.path) else {
            // A body that nobody wants is read and dropped, so that the answer is about the address.
            return .offloaded(bodyLimit: 4 << 20)
        }
        let usual = Disposition.offloaded(
            bodyLimit: address.method == .post ? 4 << 20 : 0, kind: address.method == .post ? .form() : .none)
        return (address.disposition(head) ?? usual).routed(address)
    }

    package func respond(to request: Request) -> Response {
        let visit = visit(request)
        let response = answer(visit)
        return visit.session.isNew && !visit.isAPI ? response.setting(visit.session.cookie) : response
    }

    package func errorPage(_ status: Status, reason: String, request: RefusedRequest) -> Response {
        guard let head = request.head else { return .text("\(status.code) \(status.phrase)\n\(reason)\n", status) }
        return refusal(WebError(status, nil, reason), visit(Request(head: head)))
    }

    private func visit(_ request: Request) -> Visit {
        Visit(request: request, session: gate.session(request.head), isAPI: request.path.first == "api")
    }

    private func answer(_ visit: Visit) -> Response {
        do {
            guard let address = visit.request.head.route as? RoutedAddress else { throw lost(visit.request) }
            if address.method == .post {
                try gate.authorize(visit.request.head, visit.session, field: visit.field("csrf_token"))
            }
            return try address.answer(visit)
        } catch {
            return refusal(error, visit)
        }
    }

    /// Why an address was not found.
    private func lost(_ request: Request) -> WebError {
        if PublicAssets.file(request.path) != nil, request.method != .post {
            return WebError(.notFound, nil, "there is no such file")
        }
        guard case .wrongMethod(let allowed) = table.find(request.method == .post ? .post : .get, request.path) else {
            return WebError(.notFound, nil, "there is nothing at this address")
        }
        return WebError(.methodNotAllowed, nil, "this address takes \(allowed.rawValue) only")
    }

    /// The answer to an error, as a page or as JSON.
    private func refusal(_ error: any Error, _ visit: Visit) -> Response {
        let status = WebError.status(of: error)
        if status.code >= 500 { Log.shared.error("\(visit.request.head.target.raw)", error) }
        if visit.isAPI { return APIAnswers.error(error, status) }
        var page = ErrorPage(status: status.code)
        if let failure = error as? any Failure, status.code != 404 || failure.subject != nil {
            page = ErrorPage(status: status.code, failure)
        }
        do {
            return try responder.frame(page, visit, status)
        } catch {
            // The frame itself cannot be rendered: plain text says what there is to say.
            return .text("\(status.code) \(status.phrase)\n\(page.reason)\n", status)
        }
    }
}

extension Disposition {
    /// The same, with the address that was found.
    fileprivate func routed(_ address: RoutedAddress) -> Disposition {
        guard case .offloaded(let limit, let kind, _) = self else { return self }
        return .offloaded(bodyLimit: limit, kind: kind, route: address)
    }
}
