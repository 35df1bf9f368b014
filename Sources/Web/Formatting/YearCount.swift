/// How many photos a year has; year 0 = without a date.
package struct YearCount: Sendable, Hashable {
    package var year: Int
    package var count: Int

    package init(year: Int, count: Int) {
        self.year = year
        self.count = count
    }

    var title: String { year == 0 ? "Undated" : String(year) }
}

/// A storage as an entry of a menu.
package struct StorageName: Sendable, Hashable {
    package var uuid: String
    package var name: String

    package init(uuid: String, name: String) {
        self.uuid = uuid
        self.name = name
    }
}
