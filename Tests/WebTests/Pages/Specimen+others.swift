import Browsing
import Engine
import Model
import Templating

@testable import Web

extension Specimen {
    private static let dashboard: DashboardPage = {
        var page = DashboardPage(
            totals: LibraryTotals(photos: 52_310, videos: 1_897, favorites: 423, bytes: 281_512_000_000),
            storages: [archive, family, phone])
        page.interrupted = [paused, interruptedImport]
        page.imports = latestImports
        page.problems = [
            PageProblem(
                .bad, "3 files could not be read in Family archive.", hint: "The reasons are listed there.",
                action: (title: "Show them", route: .storage(family.uuid)))
        ]
        page.running = [running]
        page.latest = (0..<18).map(tile)
        page.years = years
        return page
    }()

    private static let calm: DashboardPage = DashboardPage(
        totals: LibraryTotals(photos: 1, videos: 0, favorites: 0, bytes: 912), storages: [family])

    private static let settings = SettingsPage(
        cache: CacheFigures(memoryHits: 12_004, tableHits: 41_210, misses: 5_120, entries: 55_449, bytes: 21_400_000),
        renditions: [
            RenditionFigures(name: "Thumbnails, 256 pixels", count: 54_207, bytes: 812_000_000),
            RenditionFigures(name: "Grid, 640 pixels", count: 54_207, bytes: 4_100_000_000),
            RenditionFigures(name: "Previews, 2,048 pixels", count: 310, bytes: 131_000_000),
        ],
        settings: zip(Setting.reading, [3, nil]).map { SettingDocument($0, value: $1) },
        about: [
            ("Version", "0.1.0"), ("Library", "/home/anna/.local/share/photostead"),
            ("Address", "http://127.0.0.1:8080/"),
        ])

    private static let refusedSetting: SettingsPage = {
        var page = settings
        let refusal = Refusal("Files of one portion", "it takes a number from 1 to 500, not “0”")
        page.refused = [
            "reading.batch": RefusedSetting(text: "0", problem: FieldProblem(field: "reading.batch", refusal))
        ]
        return page
    }()

    private static let unused = SettingsPage(
        cache: CacheFigures(memoryHits: 0, tableHits: 0, misses: 0, entries: 0, bytes: 0), renditions: [],
        settings: Setting.reading.map { SettingDocument($0, value: nil) }, about: [])

    static func lookup(_ text: String) -> LookupPage {
        let hash = String(repeating: "5e", count: 32)
        func copy(_ state: FoundCopy.State, _ number: Int, seen: String? = nil) -> FoundCopy {
            FoundCopy(
                storage_uuid: family.uuid, storage_name: text, state: state, path: "/mnt/\(text)/\(number).jpg",
                relative_path: "2024/\(text)/\(number).jpg", id: "20240512_140322_00\(number)",
                photo_id: "20240512_140322_000", matched: "picture_hash", size: 4_567_890, last_seen: seen)
        }
        return LookupPage(
            hash: hash, copies: [copy(.online, 0), copy(.offline, 1, seen: "2024-05-01T09:00:00Z"), copy(.missing, 2)])
    }

    static let others: [Specimen] =
        [
            Specimen("lookup", lookup("Holidays")),
            Specimen("dashboard", dashboard, context: busy),
            Specimen("dashboard-calm", calm),
            Specimen("settings", settings), Specimen("settings-refused", refusedSetting),
            Specimen("settings-unused", unused),
        ]
        + [400, 403, 404, 405, 409, 413, 421, 422, 429, 500, 503].map { Specimen("error-\($0)", ErrorPage(status: $0)) }
}
