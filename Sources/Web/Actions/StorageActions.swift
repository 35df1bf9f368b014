import Engine
import HTTP
import Model
import Platform
import StorageAccess
import Storages
import Store

extension Site {
    func storages(_ visit: Visit) throws -> Response {
        try show(StoragesPage(storages: try storageFacts()), visit)
    }

    /// Every storage as lists show it.
    func storageFacts() throws -> [StorageFacts] {
        let running = services.board.running()
        return try services.storages.list().map { storage in
            try facts(of: storage, running: running.first { $0.storage == storage.id })
        }
    }

    func facts(of storage: StorageRecord, running: OperationDocument?) throws -> StorageFacts {
        var facts = StorageFacts(
            uuid: storage.uuid, name: storage.name, path: storage.displayRoot, state: storage.state)
        facts.photoCount = storage.photoCount
        facts.fileCount = storage.fileCount
        facts.totalSize = storage.totalSize
        facts.lastIndexed = storage.lastIndexed.flatMap(ISO8601.parse)
        facts.lastSeen = storage.lastSeen.flatMap(ISO8601.parse)
        facts.problemCount = try services.store.read { try ItemDetails.problemCount(inStorage: storage.id, $0) }
        facts.conflictCount = try services.conflicts.counts(storage).reduce(0) { sum, entry in
            sum + (entry.key.isProblem ? entry.value : 0)
        }
        if storage.state != .offline, let space = StorageRoot.space(of: storage) {
            facts.capacity = (used: space.total - space.free, total: space.total)
        }
        facts.operation = running.map { OperationFacts($0, names: [storage.id: storage.name]) }
        return facts
    }

    func storage(_ uuid: String, _ visit: Visit) throws -> Response {
        let page = try storagePage(try services.storages.find(uuid))
        return try visit.query("confirm") == "removal" ? show(page.removal, visit) : show(page, visit)
    }

    private func storagePage(_ storage: StorageRecord) throws -> StoragePage {
        let running = services.board.running().first { $0.storage == storage.id }
        var page = StoragePage(
            facts: try facts(of: storage, running: running), notes: storage.notes, policy: storage.policy)
        page.tags = storage.tags
        page.isActive = storage.isActive
        let (pending, problems) = try services.store.read { connection in
            (
                try PendingWrite.count(inStorage: storage.id, connection),
                try ItemDetails.problems(inStorage: storage.id, limit: 100, connection)
            )
        }
        page.pendingWrites = pending
        page.problems = problems.map {
            FileProblem(path: $0.path.display, reason: $0.problem ?? "", fate: .rejected)
        }
        if let reason = storage.stateReason {
            page.problem = PageProblem(.warn, "\(storage.name): \(reason).", hint: "Its photos stay in the library.")
        }
        page.operations = try services.board.latest(5, storage: storage.id).map {
            OperationFacts($0, names: [storage.id: storage.name])
        }
        return page
    }

    func newStorage(_ visit: Visit) throws -> Response {
        let picker = FolderBrowser(roots: services.pickerRoots, store: services.store)
        let open = try picker.open(root: visit.query("root"), path: visit.query("path"))
        return try show(
            NewStoragePage(
                path: visit.query("folder") ?? open?.absolutePath ?? "", name: visit.query("name") ?? "",
                picker: open?.picker), visit)
    }

    func addStorage(_ visit: Visit) throws -> Response {
        let path = services.expanded(String(try visit.required("path").trimmingBlanks))
        let name = String((visit.field("name") ?? "").trimmingBlanks)
        do {
            let storage = try services.storages.add(
                path: path, name: name.isEmpty ? nil : name, isIndexed: true)
            guard let operation = storage.operationID else { return redirect(to: Route.storages.path, visit) }
            return redirect(
                to: Route.operation(operation).path, visit,
                Flash(.good, storage.restored?.sentence(storage.name) ?? "\(storage.name) was added."))
        } catch let failure as any Failure where failure.severity == .preflight || failure is FileError {
            let picker = FolderBrowser(roots: services.pickerRoots, store: services.store)
            return try show(
                NewStoragePage(
                    path: path, name: name, refused: FieldProblem(field: "path", failure),
                    picker: try picker.open(root: nil, path: nil)?.picker), visit, .unprocessable)
        }
    }

    func editStorage(_ uuid: String, _ visit: Visit) throws -> Response {
        var changes = StorageChanges()
        changes.name = visit.field("name")
        changes.notes = visit.field("notes")
        changes.policy = visit.field("policy")
        changes.tags = visit.field("tags").map { text in
            text.split(separator: ",").map { String($0.trimmingBlanks) }.filter { !$0.isEmpty }
        }
        changes.active = visit.field("active").map { $0 == "yes" }
        let path = visit.field("path").map(services.expanded)
        if path != (try services.storages.find(uuid)).displayRoot { changes.path = path }
        do {
            let storage = try services.storages.change(uuid, changes)
            return redirect(to: Route.storage(storage.uuid).path, visit, Flash(.good, "\(storage.name) was changed."))
        } catch let error as any Failure where Self.isRefusal(error) {
            var page = try storagePage(try services.storages.find(uuid))
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

    func reindexStorage(_ uuid: String, _ visit: Visit) throws -> Response {
        var options = ReindexOptions(mode: visit.field("mode").flatMap(ReindexMode.init(rawValue:)) ?? .smart)
        options.dropMissing = visit.field("drop_missing") == "1"
        options.acceptMissing = visit.field("accept_missing") == "1"
        // A box that is not ticked is not sent: only a form that has the boxes says anything by leaving one out.
        if visit.field("options") == "1" {
            options.hashOrphans = visit.field("hash_orphans") == "1"
            options.detectDuplicates = visit.field("detect_duplicates") == "1"
            options.fixMoved = visit.field("fix_moved") == "1"
        }
        let id = try services.storages.reindex(uuid, options)
        return redirect(to: Route.operation(id).path, visit)
    }

    func removeStorage(_ uuid: String, _ visit: Visit) throws -> Response {
        let storage = try services.storages.find(uuid)
        guard visit.field("confirmed") == "1" else { return try show(try storagePage(storage).removal, visit) }
        _ = try services.storages.remove(uuid)
        return redirect(
            to: Route.storages.path, visit,
            Flash(.good, "\(storage.name) was removed from the library. Its files are untouched."))
    }
}
