package import Composition
import Engine
package import HTTP
import Imports
import Model
import Platform

/// The whole site: finds the route, knows the session, lets the actions answer, and turns errors into pages.
package final class Site: Handler {
    let services: SiteServices
    let library: OpenLibrary
    let renderer: PageRenderer
    let assets: PublicAssets
    let flashes = Flashes()
    let events: OperationEvents
    private let secret = SessionSecret()

    package init(
        _ library: OpenLibrary, services: SiteServices, renderer: PageRenderer, assets: PublicAssets
    ) {
        self.library = library
        self.services = services
        self.renderer = renderer
        self.assets = assets
        events = OperationEvents(board: services.board)
    }

    /// Ends the event streams and previews; call before the server stops.
    package func close() {
        events.close()
        services.previews.close()
    }

    package func dispatch(_ head: RequestHead) -> Disposition {
        switch Route.parse(head.method == .post ? .post : .get, head.path) {
        case .route(.asset(let file)):
            assets.response(file, for: head).map { .inline($0) } ?? .offloaded()
        case .route(.photoFile(let id, let file)):
            PhotoFiles(services: services).cached(id, file, head).map { .inline($0) } ?? .offloaded()
        case .route(let route): body(of: route, head)
        // A body that nobody wants is read and dropped, so that the answer is about the address.
        case .unknown, .wrongMethod: .offloaded(bodyLimit: 4 << 20)
        }
    }

    package func respond(to request: Request) -> Response {
        let visit = Visit(
            request: request, session: BrowserSession(request.head, secret: secret),
            isAPI: request.path.first == "api")
        let response = answer(visit)
        return visit.session.isNew && !visit.isAPI ? response.setting(visit.session.cookie) : response
    }

    package func errorPage(_ status: Status, reason: String, request: RefusedRequest) -> Response {
        let error = WebError(status, nil, reason)
        guard let head = request.head else { return .text("\(status.code) \(status.phrase)\n\(reason)\n", status) }
        return refusal(
            error,
            Visit(
                request: Request(head: head), session: BrowserSession(head, secret: secret),
                isAPI: head.path.first == "api"))
    }

    private func answer(_ visit: Visit) -> Response {
        do {
            switch Route.parse(visit.request.method == .post ? .post : .get, visit.request.path) {
            case .route(let route):
                if route.isForm {
                    try authorize(visit.request.head, visit.session, field: visit.field("csrf_token"))
                }
                return try perform(route, visit)
            case .wrongMethod(let allowed):
                throw WebError(.methodNotAllowed, nil, "this address takes \(allowed.rawValue) only")
            case .unknown:
                throw WebError(.notFound, nil, "there is nothing at this address")
            }
        } catch {
            return refusal(error, visit)
        }
    }

    /// A change comes from a form or script of this session, or from a program that has the library's token.
    ///
    /// - Parameter field: the token as a field of the form.
    private func authorize(_ head: RequestHead, _ session: BrowserSession, field: String?) throws {
        if let bearer = head.bearerToken {
            guard ConstantTime.isEqual(bearer, services.apiToken) else {
                throw WebError(
                    .unauthorized, nil, "the token is not the one of this library",
                    hint: "It stands in the file api-token of the library folder.")
            }
            return
        }
        let given = head.headers["X-CSRF-Token"] ?? field
        guard !session.isNew, session.accepts(given) else { throw WebError.forbidden }
    }

    /// How much of a body a route takes, and in which shape.
    private func body(of route: Route, _ head: RequestHead) -> Disposition {
        guard route.isForm else { return .offloaded() }
        switch route {
        case .receiveFiles(let id): return .offloaded(bodyLimit: Self.mostUploaded, kind: .upload(sink(id, head)))
        case .api(let call) where call.call.address.takesFile:
            return .offloaded(bodyLimit: Self.mostUploaded, kind: .file(sink(call.values[0], head)))
        case .api: return .offloaded(bodyLimit: 4 << 20, kind: .raw)
        default: return .offloaded(bodyLimit: 4 << 20, kind: .form())
        }
    }

    /// Bytes of one request with photos; the disk they go to is the limit that matters.
    private static let mostUploaded = 1 << 42

    /// Where the files of an upload go; nothing is written for whom may not change anything.
    private func sink(_ id: String, _ head: RequestHead) -> ImportUploadSink {
        let session = BrowserSession(head, secret: secret)
        return ImportUploadSink(uploads: services.imports.uploads, id: id, head: head) {
            try self.authorize(head, session, field: $0)
        }
    }

    /// The answer to an error, as a page or as JSON.
    func refusal(_ error: any Error, _ visit: Visit) -> Response {
        let status = WebError.status(of: error)
        if status.code >= 500 { Log.shared.error("\(visit.request.head.target.raw)", error) }
        if visit.isAPI { return APIAnswers.error(error, status) }
        var page = ErrorPage(status: status.code)
        if let failure = error as? any Failure, status.code != 404 || failure.subject != nil {
            page = ErrorPage(status: status.code, failure)
        }
        do {
            return .html(try renderer.render(page, context(visit)), status)
        } catch {
            // The frame itself cannot be rendered: plain text says what there is to say.
            return .text("\(status.code) \(status.phrase)\n\(page.reason)\n", status)
        }
    }
}
