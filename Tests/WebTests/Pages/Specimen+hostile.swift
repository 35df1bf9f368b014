import Browsing
import Model
import Templating

@testable import Web

extension Specimen {
    private static func tile(_ number: Int, _ text: String) -> PhotoTile {
        var tile = tile(number)
        tile.fileName = text
        tile.title = text
        tile.label = text
        return tile
    }

    /// Every text that may come from outside is hostile here.
    static let hostile: [Specimen] = Hostile.all.enumerated().flatMap { index, text in
        [
            Specimen("hostile-\(index)-grid", hostileGrid(text), context: context(flash: Flash(.bad, text))),
            Specimen("hostile-\(index)-photo", hostilePhoto(text)),
            Specimen("hostile-\(index)-storage", hostileStorage(text)),
            Specimen("hostile-\(index)-conflicts", hostileConflicts(text)),
            Specimen("hostile-\(index)-new-storage", hostileNewStorage(text)),
            Specimen("hostile-\(index)-statistics", statistics(text)),
            Specimen("hostile-\(index)-backup", backup(text)),
            Specimen("hostile-\(index)-lookup", lookup(text)),
            Specimen("hostile-\(index)-operation", hostileOperation(text)),
            Specimen("hostile-\(index)-discovery", hostileDiscovery(text)),
            Specimen("hostile-\(index)-lock", hostileLock(text)),
            Specimen("hostile-\(index)-new-import", hostileNewImport(text)),
            Specimen("hostile-\(index)-imports", hostileImports(text)),
            Specimen("hostile-\(index)-upload", hostileUpload(text)),
            Specimen("hostile-\(index)-import", hostileImport(text, .all, hostileFacts(text))),
            Specimen("hostile-\(index)-rollback", rollback(text, text)),
            Specimen("hostile-\(index)-import-questions", hostileImport(text, .questions, hostileFacts(text))),
            Specimen("hostile-\(index)-welcome", WelcomePage(suggestions: [(text, 1)])),
            Specimen(
                "hostile-\(index)-error",
                ErrorPage(status: 404, TemplateError(file: text, reason: text))),
        ]
    }

    private static func hostileGrid(_ text: String) -> GridPage {
        var filter = LibraryFilter()
        filter.search = text
        var page = GridPage(kind: .search, filter: filter, tiles: (0..<4).map { tile($0, text) }, total: 4, next: text)
        page.storages = [StorageName(uuid: "6f", name: text)]
        return page
    }

    private static func hostilePhoto(_ text: String) -> PhotoPage {
        let path = RelativePath(bytes: Array(text.utf8).filter { $0 != 0 && $0 != 0x2F }) ?? relativePath("a")
        var copy = PhotoCopy(storage: StorageName(uuid: "6f", name: text), state: .online, path: path, size: 1)
        copy.problem = text
        var page = PhotoPage(
            id: mediaID(1), fileName: text, mediaType: .photo, mimeType: text, rating: .rejected, copies: [copy])
        page.photoTitle = text
        page.caption = text
        page.label = text
        page.people = [text]
        page.keywords = [text]
        page.camera.make = text
        page.camera.model = text
        page.camera.lens = text
        page.camera.exposureTime = text
        page.camera.focalLength = .nan
        page.camera.fNumber = .infinity
        page.taken = CaptureDate(local: -62_135_596_800, utcOffset: nil, source: .filename)
        page.tags = [MetadataTag(group: text, name: text, value: text)]
        page.history = [HistoryEntry(at: -1e18, text: text, undoID: text)]
        page.problem = PageProblem(.bad, text, hint: text, action: (title: text, route: .photos))
        page.write = .failed(reason: text, hint: text)
        page.strip = [tile(1, text), tile(2, text)]
        page.size = (Int.max / 4, 1)
        return page
    }

    private static func hostileStorage(_ text: String) -> StoragePage {
        var facts = StorageFacts(uuid: "6f", name: text, path: text, state: .readOnly)
        facts.lastIndexed = 1e300
        facts.capacity = (used: -1, total: 1)
        facts.operation = hostileFacts(text)
        var page = StoragePage(facts: facts, notes: text)
        page.problem = PageProblem(.warn, text, hint: text)
        page.problems = [FileProblem(path: text, reason: text, hint: text)]
        page.refused = FieldProblem(field: "name", message: text, hint: text)
        page.operations = [hostileFacts(text)]
        return page
    }

    private static func hostileNewStorage(_ text: String) -> NewStoragePage {
        let picker = FolderPicker(
            roots: [.init(id: text, name: text), .init(id: "b", name: text)], root: text,
            trail: [(name: text, path: text)],
            folders: [
                .init(name: text, path: text, photoCount: 1),
                .init(name: text, path: text, photoCount: nil, isReadable: false),
            ])
        return NewStoragePage(
            path: text, name: text, refused: FieldProblem(field: "path", message: text, hint: text), picker: picker)
    }

    private static func hostileFacts(_ text: String) -> OperationFacts {
        var facts = OperationFacts(id: "1", kind: .import, status: .failed, processed: -1, total: 0)
        facts.subject = text
        facts.phase = text
        facts.errorMessage = text
        facts.hint = text
        facts.startedAt = .nan
        facts.updatedAt = -.infinity
        return facts
    }

    private static func hostileOperation(_ text: String) -> OperationPage {
        var page = OperationPage(facts: hostileFacts(text))
        page.facts.status = .inProgress
        page.currentPath = text
        page.filesPerSecond = .nan
        page.bytesPerSecond = .infinity
        page.secondsLeft = -1
        page.rates = [.nan, -1, 0, 1e308, 1e308]
        page.problems = [FileProblem(path: text, reason: text, hint: text)]
        page.nextStep = (title: text, href: "/photos")
        page.stages = [(name: text, milliseconds: .nan)]
        page.question = Confirmation(
            question: text, consequences: [text], button: text, action: .editPhotos, fields: [(name: "a", value: text)])
        return page
    }
}
