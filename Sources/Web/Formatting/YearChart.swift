import Templating

/// Photos per year as bars drawn by the server, with a table for those who do not see it.
struct YearChart {
    private static let height = 120
    private static let step = 28
    private static let bar = 20
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
        let labelled = max(1, years.count / 10)
        return [
            "CHART_WIDTH": .number(years.count * Self.step), "CHART_HEIGHT": .number(Self.height + 20),
            "CHART_BASE": .number(Self.height),
            "BARS": .section(
                years.enumerated().map { index, year in
                    let height = max(2, year.count * (Self.height - 4) / most)
                    return [
                        "BAR_X": .number(index * Self.step + (Self.step - Self.bar) / 2),
                        "BAR_Y": .number(Self.height - height), "BAR_HEIGHT": .number(height),
                        "BAR_WIDTH": .number(Self.bar), "BAR_CENTER": .number(index * Self.step + Self.step / 2),
                        "BAR_LABEL_Y": .number(Self.height + 16), "BAR_YEAR": .number(year.year),
                        "BAR_COUNT": .text(Numbers.count(year.count, "photo")),
                        "BAR_HREF": .text(Route.photos.link([(name: "year", value: String(year.year))])),
                        "IS_LABELLED": .when((years.count - 1 - index) % labelled == 0),
                    ]
                }),
        ]
    }
}
