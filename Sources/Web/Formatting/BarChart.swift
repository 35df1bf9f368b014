import Templating

/// Upright bars drawn by the server for `shared/_bars`; each is a link with its name and number.
struct BarChart {
    struct Bar {
        /// Below the bar, where there is room.
        let label: String
        let name: String
        let count: Int
        let href: String
    }

    private static let height = 120
    /// More bars than fit are shown from the last one back.
    private static let most = 40

    private let bars: [Bar]
    /// Units from bar to bar: a few stand wider apart, and each has its label.
    private var step: Int { min(64, max(28, 880 / bars.count)) }
    private var width: Int { step * 5 / 7 }

    /// - Returns: nil when there is nothing to compare.
    init?(bars: [Bar]) {
        let real = bars.filter { $0.count > 0 }.suffix(Self.most)
        guard real.count >= 2 else { return nil }
        self.bars = Array(real)
    }

    /// Photos per year, oldest first; photos without a date are left out.
    init?(years: [YearCount]) {
        self.init(
            bars: years.filter { $0.year > 0 }.sorted { $0.year < $1.year }.map { year in
                Bar(
                    label: String(year.year), name: String(year.year), count: year.count,
                    href: Route.photos.link([(name: "year", value: String(year.year))]))
            })
    }

    var value: TemplateValue {
        let most = bars.map(\.count).max() ?? 1
        let room = 8 + 8 * (bars.map(\.label.count).max() ?? 4)
        let labelled = (room + step - 1) / step
        return [
            "CHART_WIDTH": .number(bars.count * step), "CHART_HEIGHT": .number(Self.height + 20),
            "CHART_BASE": .number(Self.height),
            "BARS": .section(
                bars.enumerated().map { index, bar in
                    let height = max(2, bar.count * (Self.height - 4) / most)
                    return [
                        "BAR_X": .number(index * step + (step - width) / 2),
                        "BAR_Y": .number(Self.height - height), "BAR_HEIGHT": .number(height),
                        "BAR_WIDTH": .number(width), "BAR_CENTER": .number(index * step + step / 2),
                        "BAR_LABEL_Y": .number(Self.height + 16), "BAR_LABEL": .text(bar.label),
                        "BAR_NAME": .text(bar.name), "BAR_COUNT": .text(Numbers.count(bar.count, "photo")),
                        "BAR_HREF": .text(bar.href),
                        "IS_LABELLED": .when((bars.count - 1 - index) % labelled == 0),
                    ]
                }),
        ]
    }
}
