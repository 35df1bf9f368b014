import Composition
import HTTP
import Model
import Platform
import Storages
import Store

/// Looking for storages, and who holds the lock of one.
extension Site {
    func discovery(_ visit: Visit) throws -> Response {
        let report = try services.discovery.report()
        let picker = FolderBrowser(roots: services.pickerRoots, store: services.store)
        let open = try picker.open(root: visit.query("root"), path: visit.query("path"))
        let isBrowsed = visit.query("root") != nil
        var page = DiscoveryPage(
            places: places { report?.roots.contains($0) ?? !isBrowsed },
            custom: isBrowsed ? open?.absolutePath ?? "" : "", report: report)
        page.picker = open?.picker
        page.picker?.page = .discovery
        return try show(page, visit)
    }

    private func places(_ isChosen: (String) -> Bool) -> [DiscoveryPage.Place] {
        services.discovery.usualRoots.map { path in
            DiscoveryPage.Place(name: path.name, path: path.path, isChosen: isChosen(path.path))
        }
    }

    func startDiscovery(_ visit: Visit) throws -> Response {
        let chosen = visit.fields("place").filter { !$0.isEmpty }
        let custom = services.expanded(visit.field("custom") ?? "")
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
            try services.discovery.start(
                DiscoveryRequest(roots: roots, depth: Int(depth), isDeep: page.isDeep))
            return redirect(to: Route.discovery.path, visit)
        } catch let error as Refusal {
            page.refused = FieldProblem(field: "custom", error)
            return try show(page, visit, .unprocessable)
        }
    }

    func cancelDiscovery(_ visit: Visit) -> Response {
        services.discovery.cancel()
        services.discovery.waitForEnd()
        return redirect(to: Route.discovery.path, visit)
    }

    func addDiscovered(_ visit: Visit) throws -> Response {
        let result = try services.storages.add(
            found: try services.discovery.report()?.items ?? [], paths: visit.fields("path"))
        guard !result.added.isEmpty || !result.refused.isEmpty else {
            return redirect(to: Route.discovery.path, visit, Flash(.warn, "No storage was selected."))
        }
        if let refusal = result.refused.first {
            return redirect(
                to: Route.discovery.path, visit, Flash(.bad, "\(refusal.path) was not added: \(refusal.reason)."))
        }
        return redirect(
            to: Route.storages.path, visit,
            Flash(.good, "\(Numbers.count(result.added.count, "storage")) added. Indexing runs in the background."))
    }

    // MARK: - Locks

    func storageLock(_ uuid: String, _ visit: Visit) throws -> Response {
        let storage = try services.storages.find(uuid)
        return try show(
            StorageLockPage(uuid: storage.uuid, name: storage.name, lock: try library.reading.storages.lock(uuid)),
            visit)
    }

    func breakLock(_ uuid: String, _ visit: Visit) throws -> Response {
        do {
            let lock = try library.reading.storages.breakLock(uuid)
            return redirect(
                to: Route.storageLock(uuid).path, visit,
                lock.state == .free ? Flash(.good, "The lock was broken.") : Flash(.warn, "Somebody else has it now."))
        } catch let error as Refusal where !error.isNotFound {
            let storage = try services.storages.find(uuid)
            var page = StorageLockPage(uuid: uuid, name: storage.name, lock: try library.reading.storages.lock(uuid))
            page.problem = PageProblem(error)
            return try show(page, visit, .conflict)
        }
    }
}
