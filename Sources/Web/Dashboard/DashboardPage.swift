import Model
import Templating

/// The dashboard: what needs somebody, what runs, storages, the latest photos, a few charts.
struct DashboardPage: PageModel {
    var totals: LibraryTotals
    /// Interrupted and paused operations; imports are shown first.
    var interrupted: [OperationFacts] = []
    /// Whatever else needs somebody: storages that went away, files that could not be written.
    var problems: [PageProblem] = []
    var running: [OperationFacts] = []
    var storages: [StorageFacts]
    /// The newest imports, some five.
    var imports: [ImportFacts] = []
    /// The newest photos by date taken, one or two rows: some 24.
    var latest: [PhotoTile] = []
    /// Every year with photos, oldest first; year 0 is left out.
    var years: [YearCount] = []

    var title: String { "Dashboard" }
    var place: Place? { .dashboard }
    var template: String { "dashboard/index" }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "TOTALS": .section(totals.values), "NEEDS_YOU": .when(!interrupted.isEmpty || !problems.isEmpty),
            "INTERRUPTED": .section(
                importsFirst.map { Self.value($0, context).merging(Self.interruption($0)) }),
            "PROBLEMS": problems.content, "HAS_RUNNING": .when(!running.isEmpty),
            "ACTIVE": .include("operations/_running", running.map { Self.value($0, context) }),
            "HAS_IMPORTS": .when(!imports.isEmpty), "IMPORTS_HREF": .text(Route.imports.path),
            "IMPORTS": .include("imports/_import", imports.map { $0.value(context) }),
            "STORAGES": .include("storages/_storage", storages.map { $0.value(context) }),
            "STORAGES_HREF": .text(Route.storages.path),
            "NEW_HREF": .text(Route.newStorage.path), "HAS_LATEST": .when(!latest.isEmpty),
            "LATEST": .include("shared/_tile", latest.map { $0.value([]) }), "PHOTOS_HREF": .text(Route.photos.path),
            "HAS_YEARS": .when(yearChart != nil),
            "YEARS": .include("shared/_bars", yearChart.map { [$0.value] } ?? []),
        ]
    }

    private var yearChart: BarChart? { BarChart(years: years) }

    private var importsFirst: [OperationFacts] {
        interrupted.filter { $0.kind == .import } + interrupted.filter { $0.kind != .import }
    }

    /// An import leads to its own page.
    private static func value(_ operation: OperationFacts, _ context: PageContext) -> TemplateValue {
        let value = operation.value(context)
        guard operation.kind == .import else { return value }
        return value.merging(["OPERATION_HREF": .text(Route.importSession(operation.id).path)])
    }

    /// `Interrupted at 43,072 of 206,778 files`
    private static func interruption(_ operation: OperationFacts) -> TemplateValue {
        let word = operation.status == .failed ? "Stopped" : "Paused"
        return ["INTERRUPTION": .text("\(word) at \(operation.counted)"), "REASON": .optional(operation.errorMessage)]
    }
}

/// The library in a few numbers.
struct LibraryTotals: Sendable, Hashable {
    var photos: Int
    var videos: Int
    var favorites: Int
    /// Bytes of all files.
    var bytes: Int64

    var values: [TemplateValue] {
        let video = Route.photos.link([(name: "type", value: "video")])
        let photo = Route.photos.link([(name: "type", value: "photo")])
        return [
            Self.stat(Numbers.count(photos), photos == 1 ? "photo" : "photos", photo),
            Self.stat(Numbers.count(videos), videos == 1 ? "video" : "videos", video),
            Self.stat(Numbers.count(favorites), favorites == 1 ? "favorite" : "favorites", Route.favorites.path),
            Self.stat(Numbers.bytes(bytes), "in all storages", Route.storages.path),
        ]
    }

    private static func stat(_ number: String, _ word: String, _ href: String) -> TemplateValue {
        ["STAT": .text(number), "STAT_WORD": .text(word), "STAT_HREF": .text(href)]
    }
}
