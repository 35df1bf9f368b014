import Media
import Model
import Store
import Templating

/// What lies in a storage and when it came: `/storages/{uuid}/statistics`.
struct StatisticsPage: PageModel {
    var uuid: String
    var name: String
    var statistics: StorageStatistics

    var title: String { "Statistics of \(name)" }
    var place: Place? { .storages }
    var template: String { "storages/statistics" }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "STORAGE_HREF": .text(Route.storage(uuid).path),
            "STORAGE_NAME": .text(name), "IS_EMPTY": .when(statistics.formats.isEmpty),
            "FORMATS": .section(formats), "HAS_FORMATS": .when(!formats.isEmpty),
            "HAS_ARRIVED": .when(arrived != nil),
            "ARRIVED": .include("shared/_bars", arrived.map { [$0.value] } ?? []),
            "HAS_TAKEN": .when(!statistics.taken.isEmpty), "TAKEN_YEARS": .section(takenYears),
            "MONTHS": .section((1...12).map { ["MONTH_NAME": .text(String(Times.month($0).prefix(3)))] }),
            "HAS_SESSIONS": .when(!statistics.sessions.isEmpty),
            "SESSIONS": .section(statistics.sessions.map { Self.session($0, context) }),
        ]
    }

    private var photos: String { Route.photos.link([(name: "storage", value: uuid)]) }

    private var formats: [TemplateValue] {
        let most = statistics.formats.map(\.bytes).max() ?? 1
        return statistics.formats.map { format in
            [
                "FORMAT": .text(Self.name(format.mimeType)), "FORMAT_FILES": .text(Numbers.count(format.files)),
                "FORMAT_BYTES": .text(Numbers.bytes(format.bytes)),
                "FORMAT_WIDTH": .number(max(2, Int(Double(format.bytes) / Double(max(1, most)) * 1000))),
            ]
        }
    }

    /// A format as people call it; its MIME type where nobody does.
    private static func name(_ mimeType: String) -> String {
        if mimeType.hasSuffix("/x-empty") { return "Empty file" }
        guard let format = Formats.of(mimeType: mimeType), Formats.all.contains(format) else { return mimeType }
        return format.name
    }

    private var arrived: BarChart? {
        BarChart(
            bars: statistics.arrived.map { month in
                let name = "\(Times.month(month.month)) \(month.year)"
                return BarChart.Bar(
                    label: "\(Times.month(month.month).prefix(3)) \(month.year % 100)",
                    name: "\(name), \(Numbers.bytes(month.bytes))", count: month.files, href: photos)
            })
    }

    /// A row for each year, a cell for each month; the shade says how many compared with the fullest month.
    private var takenYears: [TemplateValue] {
        let most = Double(statistics.taken.map(\.files).max() ?? 1)
        let years = Dictionary(grouping: statistics.taken, by: \.year)
        return years.keys.sorted(by: >).map { year in
            let months = Dictionary(uniqueKeysWithValues: (years[year] ?? []).map { ($0.month, $0) })
            let total = months.values.reduce(0) { $0 + $1.files }
            return [
                "YEAR": .number(year), "YEAR_TOTAL": .text(Numbers.count(total)),
                "YEAR_HREF": .text(
                    Route.photos.link([(name: "storage", value: uuid), (name: "year", value: String(year))])),
                "CELLS": .section(
                    (1...12).map { month in
                        guard let found = months[month] else { return ["SHADE": .number(0), "CELL": .text("")] }
                        let shade = 1 + Int(4 * Double(found.files) / most)
                        return ["SHADE": .number(min(5, shade)), "CELL": .text(Numbers.count(found.files))]
                    }),
            ]
        }
    }

    private static func session(_ session: StorageStatistics.Session, _ context: PageContext) -> TemplateValue {
        [
            "SESSION_NUMBER": .number(session.number), "SESSION_TITLE": .text(session.title),
            "SESSION_DATE": context.times.content(ISO8601.parse(session.createdAt)),
            "SESSION_FILES": .text(Numbers.count(session.files)), "SESSION_BYTES": .text(Numbers.bytes(session.bytes)),
        ]
    }
}
