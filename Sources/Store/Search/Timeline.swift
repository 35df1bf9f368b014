import Model
import SQLite

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

    /// Counts by ranges of the timeline's index, one for each year that has photos: scans and cameras that have lost
    /// their time may lie centuries away from the others.
    package static func read(_ reading: Reading) throws -> Timeline {
        let visible = "FROM photos WHERE is_visible = 1"
        var years: [Year] = []
        var end = Int64.max
        while let newest = try reading.row(
            "SELECT max(taken_local) \(visible) AND taken_local < ?", [.integer(end)], { $0.optionalInt64() }) ?? nil
        {
            let year = CivilTime(seconds: newest).year
            let start = CivilYear.start(year)
            let count = try reading.integer(
                "SELECT count(*) \(visible) AND taken_local >= ? AND taken_local < ?",
                [.integer(start), .integer(end)])
            years.append(Year(year: year, count: count))
            end = start
        }
        return Timeline(years: years)
    }
}
