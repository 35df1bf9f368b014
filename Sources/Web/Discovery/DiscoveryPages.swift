import HTTP
import Model
import Platform
import Storages

/// Looks for storages.
struct DiscoveryPages: FramedPages {
    let responder: Responder
    let storages: StorageCapability
    let folders: FolderBrowser

    func answer(_ address: DiscoveryRoute, _ visit: Visit) throws -> Response {
        switch address {
        case .page: try discovery(visit)
        case .start: try start(visit)
        case .cancel: cancel(visit)
        case .add: try add(visit)
        }
    }

    private func discovery(_ visit: Visit) throws -> Response {
        let report = try storages.discovery.report()
        let open = try folders.open(root: visit.query("root"), path: visit.query("path"))
        let isBrowsed = visit.query("root") != nil
        var page = DiscoveryPage(
            places: places { report?.roots.contains($0) ?? !isBrowsed },
            custom: isBrowsed ? open?.absolutePath ?? "" : "", report: report)
        page.picker = open?.picker
        page.picker?.page = .discovery
        return try show(page, visit)
    }

    private func places(_ isChosen: (String) -> Bool) -> [DiscoveryPage.Place] {
        storages.discovery.usualRoots.map { path in
            DiscoveryPage.Place(name: path.name, path: path.path, isChosen: isChosen(path.path))
        }
    }

    private func start(_ visit: Visit) throws -> Response {
        let chosen = visit.fields("place").filter { !$0.isEmpty }
        let custom = folders.expanded(visit.field("custom") ?? "")
        let depth = visit.field("depth") ?? ""
        var page = DiscoveryPage(places: places { chosen.contains($0) }, custom: custom)
        page.depth = depth
        page.isDeep = visit.field("deep") == "1"
        guard depth.isEmpty || (0...DiscoveryRequest.deepestDepth).contains(Int(depth) ?? -1) else {
            page.refused = FieldProblem(
                field: "depth", message: "It must be a number from 0 to \(DiscoveryRequest.deepestDepth).")
            return try show(page, visit, .unprocessable)
        }
        do {
            let roots = chosen + (custom.isEmpty ? [] : [custom])
            if let wrong = roots.first(where: { !$0.hasPrefix("/") }) {
                throw Refusal(wrong, "it is no absolute path", hint: "It must begin with “/”.")
            }
            try storages.discovery.start(
                DiscoveryRequest(roots: roots, depth: Int(depth), isDeep: page.isDeep))
            return redirect(to: .discovery, visit)
        } catch let error as Refusal {
            page.refused = FieldProblem(field: "custom", error)
            return try show(page, visit, .unprocessable)
        }
    }

    private func cancel(_ visit: Visit) -> Response {
        storages.discovery.cancel()
        storages.discovery.waitForEnd()
        return redirect(to: .discovery, visit)
    }

    private func add(_ visit: Visit) throws -> Response {
        let result = try storages.actions.add(
            found: try storages.discovery.report()?.items ?? [], paths: visit.fields("path"))
        guard !result.added.isEmpty || !result.refused.isEmpty else {
            return redirect(to: .discovery, visit, Flash(.warn, "No storage was selected."))
        }
        if let refusal = result.refused.first {
            return redirect(
                to: .discovery, visit, Flash(.bad, "\(refusal.path) was not added: \(refusal.reason)."))
        }
        return redirect(
            to: .storages, visit,
            Flash(.good, "\(Numbers.count(result.added.count, "storage")) added. Indexing runs in the background."))
    }
}
