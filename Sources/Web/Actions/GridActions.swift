import Browsing
import Composition
import HTTP
import Model
import Platform
import Store

extension Site {
    /// Tiles of one page of the grid.
    private static let pageSize = 200

    func grid(_ kind: GridPage.Kind, _ visit: Visit) throws -> Response {
        var shown = LibraryFilter(query: visit.request.query.map { (name: $0.name, value: $0.value) })
        if kind == .favorites { shown.isFavorite = true }
        let timeline = try services.timeline.current()
        if timeline.years.isEmpty, kind == .library, shown.isEmpty { return try show(WelcomePage(), visit) }
        let filter = try library.reading.photos.rows(of: shown)
        var page = try services.store.read { reading in
            let cursor = Self.cursor(visit)
            let query = try PhotoQuery(filter, reading)
            let photos = try query.photos(beyond: cursor, limit: Self.pageSize + 1, reading)
            let tiles = try TileReader(reading).tiles(Array(photos.prefix(Self.pageSize)))
            let isMore = photos.count > Self.pageSize
            let next = isMore ? photos[Self.pageSize - 1].cursor.text : nil
            let total =
                filter.isEmpty ? timeline.total : cursor == nil ? try query.total(reading) : nil
            return GridPage(kind: kind, filter: shown, tiles: tiles, total: total, next: next)
        }
        page.after = visit.query("after")
        page.until = visit.query("until").flatMap { Int($0) }
        page.years = timeline.years.map { YearCount(year: $0.year, count: $0.count) }
        page.storages = try services.store.read { try StorageRecord.all($0) }.map {
            StorageName(uuid: $0.uuid, name: $0.name)
        }
        if let key = shown.importSession {
            page.importTitle = try services.store.read { try ImportSessionRecord.find(key, $0) }?.title
        }
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
