import Platform
package import SQLite

/// Seconds since 1970 at which a year begins on the wall clock.
enum CivilYear {
    static func start(_ year: Int) -> Int64 { CivilTime(year: year, month: 1, day: 1).seconds }
}

/// How many photos each year has, newest first, for the scrubber.
package struct Timeline: Sendable {
    package struct Year: Sendable, Hashable {
        package let year: Int
        package let count: Int
    }

    package let years: [Year]
    package var total: Int { years.reduce(0) { $0 + $1.count } }

    /// Counts by ranges of the timeline's index, one a year.
    package static func read(_ connection: Connection) throws -> Timeline {
        let visible = "FROM photos WHERE is_visible = 1"
        let bounds = try connection.row("SELECT min(taken_local), max(taken_local) \(visible)") {
            ($0.optionalInt64(0), $0.optionalInt64(1))
        }
        guard let oldest = bounds?.0, let newest = bounds?.1 else { return Timeline(years: []) }
        let years = CivilTime(seconds: oldest).year...CivilTime(seconds: newest).year
        let counted = try years.reversed().prefix(400).map { year in
            Year(
                year: year,
                count: try connection.integer(
                    "SELECT count(*) \(visible) AND taken_local >= ? AND taken_local < ?",
                    [.integer(CivilYear.start(year)), .integer(CivilYear.start(year + 1))]))
        }
        return Timeline(years: counted.filter { $0.count > 0 })
    }
}
