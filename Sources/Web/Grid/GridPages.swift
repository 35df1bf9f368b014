import Browsing
import HTTP
import Model
import Platform
import Storages
import Store

/// Shows lists of photos.
struct GridPages: FramedPages {
    let responder: Responder
    let photos: PhotoListing
    let timeline: TimelineCache
    let storages: StorageListing
    /// The title of an import by its key.
    let importTitle: @Sendable (Int64) throws -> String?

    /// Tiles of one page of the grid.
    private static let pageSize = 200

    func answer(_ address: GridRoute, _ visit: Visit) throws -> Response {
        switch address {
        case .photos: try grid(.library, visit)
        case .favorites: try grid(.favorites, visit)
        case .search: try search(visit)
        }
    }

    /// A hash among the words to search for is looked up, everything else is searched.
    private func search(_ visit: Visit) throws -> Response {
        guard let hash = visit.query("q").flatMap({ ContentHash($0) }) else { return try grid(.search, visit) }
        return redirect(to: .lookup(hash.value), visit)
    }

    private func grid(_ kind: GridPage.Kind, _ visit: Visit) throws -> Response {
        var shown = LibraryFilter(query: visit.request.query.map { (name: $0.name, value: $0.value) })
        if kind == .favorites { shown.isFavorite = true }
        let timeline = try timeline.current()
        if timeline.years.isEmpty, kind == .library, shown.isEmpty { return try show(WelcomePage(), visit) }
        let cursor = Self.cursor(visit)
        let rows = try photos.page(shown, beyond: cursor, limit: Self.pageSize)
        let page = GridPage(
            kind: kind, filter: shown, tiles: rows.photos.compactMap { PhotoTile($0) },
            total: shown.isEmpty ? timeline.total : rows.total, next: rows.next?.text,
            until: visit.query("until").flatMap { Int($0) }, after: visit.query("after"),
            years: timeline.years.map { YearCount(year: $0.year, count: $0.count) },
            storages: try storages.rows().map { StorageName(uuid: $0.uuid, name: $0.name) },
            importTitle: try shown.importSession.flatMap(importTitle))
        return try show(page, visit)
    }

    /// Where the page begins: behind a photo, or with the last photo of a year.
    private static func cursor(_ visit: Visit) -> PhotoCursor? {
        if let after = visit.query("after") { return PhotoCursor(after) }
        guard let year = visit.query("until").flatMap({ Int($0) }), (1...9998).contains(year) else { return nil }
        let end = CivilTime(year: year + 1, month: 1, day: 1).seconds
        return PhotoCursor(takenLocal: end, photoID: "")
    }
}
