import Engine
import HTTP
import Model
import Platform
import Store

extension Site {
    /// Answers a route; the actions of each resource stand in files of their own.
    func perform(_ route: Route, _ visit: Visit) throws -> Response {
        switch route {
        case .health: return .text("ok\n")
        case .asset: throw WebError(.notFound, nil, "there is no such file")
        case .photoFile(let id, let file):
            return try PhotoFiles(services: services).answer(id, file, visit.request.head)
        case .operationEvents(let id): return try operationEvents(id, visit)
        case .apiDescription: return .json(OpenAPI.document())
        case .api(let call): return try perform(call, visit)
        case _ where route.isForm: return try performForm(route, visit)
        default: return try showPage(route, visit)
        }
    }

    private func showPage(_ route: Route, _ visit: Visit) throws -> Response {
        switch route {
        case .dashboard: try dashboard(visit)
        case .photos: try grid(.library, visit)
        case .favorites: try grid(.favorites, visit)
        case .search: try search(visit)
        case .lookup(let hash): try lookup(hash, visit)
        case .photo(let id): try photo(id, visit)
        case .storages: try storages(visit)
        case .newStorage: try newStorage(visit)
        case .storage(let uuid): try storage(uuid, visit)
        case .storageStatistics(let uuid): try storageStatistics(uuid, visit)
        case .storageBackup(let uuid): try storageBackup(uuid, visit)
        case .conflicts(let uuid): try conflicts(uuid, visit)
        case .storageLock(let uuid): try storageLock(uuid, visit)
        case .discovery: try discovery(visit)
        case .imports: try imports(visit)
        case .newImport: try newImport(visit)
        case .upload(let id): try upload(id, visit)
        case .importSession(let id): try importSession(id, visit)
        case .operations: try operations(visit)
        case .operation(let id): try operation(id, visit)
        case .settings: try settings(visit)
        default: throw WebError(.notFound, nil, "there is nothing at this address")
        }
    }

    private func performForm(_ route: Route, _ visit: Visit) throws -> Response {
        switch route {
        case .addStorage: try addStorage(visit)
        case .editStorage(let uuid): try editStorage(uuid, visit)
        case .reindexStorage(let uuid): try reindexStorage(uuid, visit)
        case .settleConflicts(let uuid): try settleConflicts(uuid, visit)
        case .removeStorage(let uuid): try removeStorage(uuid, visit)
        case .breakLock(let uuid): try breakLock(uuid, visit)
        case .startDiscovery: try startDiscovery(visit)
        case .cancelDiscovery: cancelDiscovery(visit)
        case .addDiscovered: try addDiscovered(visit)
        case .startImport: try startImport(visit)
        case .previewImport: try previewImport(visit)
        case .cancelPreview: try cancelPreview(visit)
        case .startUpload: try startUpload(visit)
        case .receiveFiles(let id): receivedFiles(id, visit)
        case .previewUpload(let id): try previewUpload(id, visit)
        case .importUpload(let id): try importUpload(id, visit)
        case .discardUpload(let id): try discardUpload(id, visit)
        case .retryImport(let id): try retryImport(id, visit)
        case .answerImport(let id): try answerImport(id, visit)
        case .rollBackImport(let id): try rollBackImport(id, visit)
        case .restoreImport(let id): try restoreImport(id, visit)
        case .ratePhoto(let id): try ratePhoto(id, visit)
        case .favoritePhoto(let id): try favoritePhoto(id, visit)
        case .labelPhoto(let id): try labelPhoto(id, visit)
        case .describePhoto(let id): try describePhoto(id, visit)
        case .undoChange(let id): try undoChange(id, visit)
        case .editPhotos: try editPhotos(visit)
        case .steerOperation(let id, let steering): try steerOperation(id, steering, visit)
        case .setAppearance: try setAppearance(visit)
        case .cleanCache: try cleanCache(visit)
        default: throw WebError(.notFound, nil, "there is nothing at this address")
        }
    }

    /// What every page of this request shares.
    func context(_ visit: Visit) -> PageContext {
        let head = visit.request.head
        return PageContext(
            times: .local(now: services.time.now), csrfToken: visit.session.token,
            appearance: Appearance(themeCookie: head.cookie("theme"), railCookie: head.cookie("rail")),
            flash: flashes.take(for: visit.session.id),
            running: services.board.running().last.map {
                RunningOperation(
                    id: $0.operationID, kind: OperationKind(rawValue: $0.operationType) ?? .index,
                    processed: $0.progress.processed, total: $0.progress.total == 0 ? nil : $0.progress.total)
            })
    }

    /// A page in its frame.
    func show(_ page: some PageModel, _ visit: Visit, _ status: Status = .ok) throws -> Response {
        Response.html(try renderer.render(page, context(visit)), status).with("Cache-Control", "private, no-cache")
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
