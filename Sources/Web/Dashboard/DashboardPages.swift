import Browsing
import Engine
import HTTP
import Imports
import Model
import Store

/// The first page: what there is, what runs, what needs a look.
struct DashboardPages: FramedPages {
    let responder: Responder
    let photos: PhotoListing
    let timeline: TimelineCache
    let facts: StorageFactsReader
    let operations: OperationPageReader
    let imports: ImportSessions

    func answer(_ address: DashboardRoute, _ visit: Visit) throws -> Response {
        switch address {
        case .dashboard: try dashboard(visit)
        }
    }

    private func dashboard(_ visit: Visit) throws -> Response {
        let timeline = try timeline.current()
        let storages = try facts.all()
        if storages.isEmpty { return try show(WelcomePage(), visit) }
        let names = try operations.names()
        let (latest, counts) = try photos.newest(24)
        var page = DashboardPage(
            totals: LibraryTotals(
                photos: timeline.total - counts.videos, videos: counts.videos, favorites: counts.favorites,
                bytes: storages.reduce(0) { $0 + $1.totalSize }), storages: storages)
        let operations = try operations.board.unfinished().map { OperationFacts($0, names: names) }
        page.running = operations.filter { $0.status == .inProgress || $0.status == .starting }
        page.interrupted = operations.filter { $0.status == .paused }
        page.imports = try latestImports(storages)
        page.problems = Self.problems(storages, counts)
        page.latest = latest.compactMap { PhotoTile($0) }
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

    /// The newest few.
    private func latestImports(_ storages: [StorageFacts]) throws -> [ImportFacts] {
        let names = Dictionary(uniqueKeysWithValues: storages.map { ($0.uuid, $0.name) })
        return try imports.list(limit: 5).map { ImportFacts($0, names: names) }
    }
}
