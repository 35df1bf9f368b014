import Engine
import HTTP
import Model
import Platform
import StorageAccess
import Storages
import Store

/// Shows storages and changes them.
struct StoragePages: FramedPages {
    let responder: Responder
    let storages: StorageCapability
    let board: OperationBoard
    let facts: StorageFactsReader
    let folders: FolderBrowser
    /// Where the library lies, for the page about backups.
    let libraryFolder: String

    func answer(_ address: StorageRoute, _ visit: Visit) throws -> Response {
        switch address {
        case .list: try list(visit)
        case .new: try newStorage(visit)
        case .add: try add(visit)
        case .page(let uuid): try page(uuid, visit)
        case .edit(let uuid): try edit(uuid, visit)
        case .statistics(let uuid): try statistics(uuid, visit)
        case .backup(let uuid): try backup(uuid, visit)
        case .lock(let uuid): try lock(uuid, visit)
        case .breakLock(let uuid): try breakLock(uuid, visit)
        case .reindex(let uuid): try reindex(uuid, visit)
        case .remove(let uuid): try remove(uuid, visit)
        }
    }

    private func list(_ visit: Visit) throws -> Response {
        try show(StoragesPage(storages: try facts.all()), visit)
    }

    private func page(_ uuid: String, _ visit: Visit) throws -> Response {
        let page = try storagePage(try storages.actions.find(uuid))
        return try visit.query("confirm") == "removal" ? show(page.removal, visit) : show(page, visit)
    }

    private func storagePage(_ storage: StorageRecord) throws -> StoragePage {
        let running = board.running().first { $0.storage == storage.id }
        var page = StoragePage(
            facts: try facts.read(storage, running: running), notes: storage.notes, policy: storage.policy)
        page.tags = storage.tags
        page.isActive = storage.isActive
        page.pendingWrites = try storages.listing.pendingWrites(of: storage)
        page.problems = try storages.listing.problems(of: storage, limit: 100).map {
            FileProblem(path: $0.path.display, reason: $0.problem ?? "", fate: .rejected)
        }
        if let reason = storage.stateReason {
            page.problem = PageProblem(.warn, "\(storage.name): \(reason).", hint: "Its photos stay in the library.")
        }
        page.operations = try board.latest(5, storage: storage.id).map {
            OperationFacts($0, names: [storage.id: storage.name])
        }
        return page
    }

    private func newStorage(_ visit: Visit) throws -> Response {
        let open = try folders.open(root: visit.query("root"), path: visit.query("path"))
        return try show(
            NewStoragePage(
                path: visit.query("folder") ?? open?.absolutePath ?? "", name: visit.query("name") ?? "",
                picker: open?.picker), visit)
    }

    private func add(_ visit: Visit) throws -> Response {
        let path = folders.expanded(String(try visit.required("path").trimmingBlanks))
        let name = String((visit.field("name") ?? "").trimmingBlanks)
        do {
            let storage = try storages.actions.add(
                path: path, name: name.isEmpty ? nil : name, isIndexed: true)
            guard let operation = storage.operationID else { return redirect(to: .storages, visit) }
            return redirect(
                to: .operation(operation), visit,
                Flash(.good, storage.restored?.sentence(storage.name) ?? "\(storage.name) was added."))
        } catch let failure as any Failure where failure.severity == .preflight || failure is FileError {
            return try show(
                NewStoragePage(
                    path: path, name: name, refused: FieldProblem(field: "path", failure),
                    picker: try folders.open(root: nil, path: nil)?.picker), visit, .unprocessable)
        }
    }

    private func edit(_ uuid: String, _ visit: Visit) throws -> Response {
        var changes = StorageChanges()
        changes.name = visit.field("name")
        changes.notes = visit.field("notes")
        changes.policy = visit.field("policy")
        changes.tags = visit.field("tags").map { text in
            text.split(separator: ",").map { String($0.trimmingBlanks) }.filter { !$0.isEmpty }
        }
        changes.active = visit.field("active").map { $0 == "yes" }
        let path = visit.field("path").map(folders.expanded)
        if path != (try storages.actions.find(uuid)).displayRoot { changes.path = path }
        do {
            let storage = try storages.actions.change(uuid, changes)
            return redirect(to: .storage(storage.uuid), visit, Flash(.good, "\(storage.name) was changed."))
        } catch let error as any Failure where Self.isRefusal(error) {
            var page = try storagePage(try storages.actions.find(uuid))
            page.refused = FieldProblem(field: changes.path == nil ? "name" : "path", error)
            page.problem = PageProblem(.bad, "The settings were not saved.", hint: Sentence.ended(error.description))
            page.typedPath = changes.path
            page.notes = changes.notes ?? page.notes
            page.tags = changes.tags ?? page.tags
            return try show(page, visit, .unprocessable)
        }
    }

    /// Whether the form is shown again with the reason.
    private static func isRefusal(_ error: any Failure) -> Bool {
        switch error {
        case let error as Refusal: !error.isNotFound
        case is StorageOffline, is FileError: true
        default: false
        }
    }

    private func reindex(_ uuid: String, _ visit: Visit) throws -> Response {
        var options = ReindexOptions(mode: visit.field("mode").flatMap(ReindexMode.init(rawValue:)) ?? .smart)
        options.dropMissing = visit.field("drop_missing") == "1"
        options.acceptMissing = visit.field("accept_missing") == "1"
        // A box that is not ticked is not sent: only a form that has the boxes says anything by leaving one out.
        if visit.field("options") == "1" {
            options.hashOrphans = visit.field("hash_orphans") == "1"
            options.detectDuplicates = visit.field("detect_duplicates") == "1"
            options.fixMoved = visit.field("fix_moved") == "1"
        }
        let id = try storages.actions.reindex(uuid, options)
        return redirect(to: .operation(id), visit)
    }

    private func remove(_ uuid: String, _ visit: Visit) throws -> Response {
        let storage = try storages.actions.find(uuid)
        guard visit.field("confirmed") == "1" else { return try show(try storagePage(storage).removal, visit) }
        _ = try storages.actions.remove(uuid)
        return redirect(
            to: .storages, visit,
            Flash(.good, "\(storage.name) was removed from the library. Its files are untouched."))
    }
}
