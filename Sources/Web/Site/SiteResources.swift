import Browsing
import Composition
import HTTP
import Imports
import Model
import Storages
import Store

/// What the program tells the site.
package struct SiteSettings: Sendable {
    let apiToken: String
    /// Folders that the picker may browse.
    let pickerRoots: [PickerRoot]
    /// Facts for the settings page.
    let about: [(name: String, value: String)]

    package init(apiToken: String, pickerRoots: [PickerRoot], about: [(name: String, value: String)]) {
        self.apiToken = apiToken
        self.pickerRoots = pickerRoots
        self.about = about
    }
}

/// Every resource with the services that it needs: one line each.
struct SiteResources: Sendable {
    let all: [Resource]
    private let events: OperationEvents
    let previews: ImportPreviews

    init(_ library: OpenLibrary, _ settings: SiteSettings, _ responder: Responder, _ gate: SiteGate) {
        let (photos, storages, imports) = (library.reading.photos, library.storageCapability, library.imports)
        let timeline = TimelineCache(store: library.store, time: library.parts.time)
        let folders = FolderBrowser(roots: settings.pickerRoots, storages: storages.listing)
        let facts = StorageFactsReader(storages: storages, board: library.board)
        let operations = OperationPageReader(board: library.board, storages: storages.listing)
        let events = OperationEvents(board: library.board)
        let previews = ImportPreviews(imports: imports, time: library.parts.time)
        let libraryFolder = settings.about.first { $0.name == "Library folder" }?.value ?? ""
        let importPages = ImportPages(
            responder: responder, imports: imports, storages: storages.listing, operations: operations)
        let newImport = NewImportPages(
            responder: responder, imports: imports, previews: previews, storages: storages.actions, folders: folders)
        let authorize: @Sendable (RequestHead, String?) throws -> Void = { head, field in
            try gate.authorize(head, gate.session(head), field: field)
        }
        (self.events, self.previews) = (events, previews)
        all = [
            Resource(
                DashboardPages(
                    responder: responder, photos: photos, timeline: timeline, facts: facts, operations: operations,
                    imports: imports.sessions)),
            Resource(
                GridPages(
                    responder: responder, photos: photos, timeline: timeline, storages: storages.listing,
                    importTitle: { try imports.sessions.title($0) })),
            Resource(
                PhotoPages(
                    responder: responder, photos: photos, curation: library.curation, tags: library.parts.tags,
                    files: PhotoFiles(photos: photos, renditions: library.renditions, missing: library.missing))),
            Resource(LookupPages(responder: responder, copies: library.reading.copies)),
            Resource(DiscoveryPages(responder: responder, storages: storages, folders: folders)),
            Resource(
                StoragePages(
                    responder: responder, storages: storages, board: library.board, facts: facts, folders: folders,
                    libraryFolder: libraryFolder)),
            Resource(ConflictPages(responder: responder, storages: storages)),
            Resource(newImport),
            Resource(UploadPages(responder: responder, form: newImport, authorize: authorize)),
            Resource(importPages),
            Resource(
                OperationPages(
                    responder: responder, board: library.board, reader: operations, events: events,
                    refusedImport: { try importPages.show($0, refusing: $1, $2) })),
            Resource(
                SettingsPages(
                    responder: responder, hashCache: library.cache, renditions: library.renditions,
                    storages: storages.listing, settings: library.reading.settings, about: settings.about)),
            .health, .api(library, authorize: authorize),
        ]
    }

    /// Ends the event streams and previews.
    func close() {
        events.close()
        previews.close()
    }
}

extension Resource {
    /// Says that the server answers, and nothing else.
    fileprivate static let health = Resource(lines: [
        .init(method: .get, components: ["healthz"]) { _ in
            RoutedAddress(method: .get, answer: { _ in .text("ok\n") }, disposition: { _ in nil })
        }
    ])
}
