/// How many photos a year has; year 0 = without a date.
struct YearCount: Sendable, Hashable {
    var year: Int
    var count: Int

    var title: String { year == 0 ? "Undated" : String(year) }
}

/// A storage as an entry of a menu.
struct StorageName: Sendable, Hashable {
    var uuid: String
    var name: String
}
