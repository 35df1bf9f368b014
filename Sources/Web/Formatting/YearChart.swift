import Templating

/// Photos per year as bars drawn by the server, with a table for those who do not see it.
struct YearChart {
    private static let height = 120
    /// Units from year to year: a few years stand wider apart, and each has its label.
    private var step: Int { min(64, max(28, 880 / years.count)) }
    private var bar: Int { step * 5 / 7 }
    /// More years than fit are shown from the newest back.
    private static let most = 40

    private let years: [YearCount]

    /// - Returns: nil when there is nothing to compare.
    init?(years: [YearCount]) {
        let real = years.filter { $0.year > 0 && $0.count > 0 }.sorted { $0.year < $1.year }.suffix(Self.most)
        guard real.count >= 2 else { return nil }
        self.years = Array(real)
    }

    var value: TemplateValue {
        let most = years.map(\.count).max() ?? 1
        // A label needs 40 units.
        let labelled = (40 + step - 1) / step
        return [
            "CHART_WIDTH": .number(years.count * step), "CHART_HEIGHT": .number(Self.height + 20),
            "CHART_BASE": .number(Self.height),
            "BARS": .section(
                years.enumerated().map { index, year in
                    let height = max(2, year.count * (Self.height - 4) / most)
                    return [
                        "BAR_X": .number(index * step + (step - bar) / 2),
                        "BAR_Y": .number(Self.height - height), "BAR_HEIGHT": .number(height),
                        "BAR_WIDTH": .number(bar), "BAR_CENTER": .number(index * step + step / 2),
                        "BAR_LABEL_Y": .number(Self.height + 16), "BAR_YEAR": .number(year.year),
                        "BAR_COUNT": .text(Numbers.count(year.count, "photo")),
                        "BAR_HREF": .text(Route.photos.link([(name: "year", value: String(year.year))])),
                        "IS_LABELLED": .when((years.count - 1 - index) % labelled == 0),
                    ]
                }),
        ]
    }
}
