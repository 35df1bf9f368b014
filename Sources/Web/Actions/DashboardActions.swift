import Engine
import HTTP
import Model
import Renditions
import Storages
import Store

extension Site {
    func dashboard(_ visit: Visit) throws -> Response {
        let timeline = try services.timeline.current()
        let storages = try storageFacts()
        if storages.isEmpty { return try show(WelcomePage(), visit) }
        let names = try storageNames()
        let (counts, latest) = try services.store.read { connection in
            (
                try LibraryCounts.read(connection),
                try TileReader(connection).tiles(
                    PhotoQuery(.init(), connection).photos(beyond: nil, limit: 24, connection))
            )
        }
        var page = DashboardPage(
            totals: LibraryTotals(
                photos: timeline.total - counts.videos, videos: counts.videos, favorites: counts.favorites,
                bytes: storages.reduce(0) { $0 + $1.totalSize }), storages: storages)
        let operations = try services.board.unfinished().map { OperationFacts($0, names: names) }
        page.running = operations.filter { $0.status == .inProgress || $0.status == .starting }
        page.interrupted = operations.filter { $0.status == .paused }
        page.imports = try latestImports()
        page.problems = Self.problems(storages, counts)
        page.latest = latest
        page.years = timeline.years.reversed().map { YearCount(year: $0.year, count: $0.count) }
        return try show(page, visit)
    }

    private static func problems(_ storages: [StorageFacts], _ counts: LibraryCounts) -> [PageProblem] {
        var problems = storages.filter { $0.state == .offline }.map { storage in
            PageProblem(
                .warn, "\(storage.name) is away.", hint: "Connect its drive or share; nothing is lost.",
                action: (title: "Open", route: .storage(storage.uuid)))
        }
        problems += storages.filter { $0.conflictCount > 0 }.map { storage in
            PageProblem(
                .info, "\(Numbers.count(storage.conflictCount, "file")) of \(storage.name) need a look.",
                hint: "They are missing, new, moved or changed on both sides.",
                action: (title: "Show them", route: .conflicts(storage.uuid)))
        }
        if counts.failedWrites > 0 {
            problems.append(
                PageProblem(
                    .bad,
                    "Ratings of \(Numbers.count(counts.failedWrites, "photo")) could not be written into their files.",
                    hint: "They are kept in the library; each photo's page tells why."))
        }
        return problems
    }

    func settings(_ visit: Visit) throws -> Response {
        let figures = try services.hashCache.figures()
        let cache = CacheFigures(
            memoryHits: figures.memoryHits, tableHits: figures.tableHits, misses: figures.misses,
            entries: figures.rows, bytes: figures.bytes)
        let names: [RenditionSize: String] = [
            .thumbnail: "Thumbnails, 256 pixels", .grid: "Grid, 640 pixels", .preview: "Previews, 2,048 pixels",
        ]
        let renditions = try RenditionSize.allCases.map { size in
            let (count, bytes) = try services.renditions.figures(size)
            return RenditionFigures(name: names[size] ?? "", count: count, bytes: bytes)
        }
        return try show(SettingsPage(cache: cache, renditions: renditions, about: services.about), visit)
    }

    func setAppearance(_ visit: Visit) throws -> Response {
        let theme = Appearance.Theme(rawValue: try visit.required("theme")) ?? .system
        var cookie = SetCookie("theme", theme.rawValue, maxAge: 10 * 365 * 86400)
        // The script that switches at once reads and writes it too.
        cookie.isHTTPOnly = false
        return redirect(to: Route.settings.path, visit).setting(cookie)
    }

    func cleanCache(_ visit: Visit) throws -> Response {
        let storages = try services.store.read { try StorageRecord.all($0) }
        let removed = try HashCacheCleaning(storages: storages).run(services.hashCache)
        return redirect(
            to: Route.settings.path, visit, Flash(.good, "\(Numbers.count(removed, "entry", "entries")) removed."))
    }
}
