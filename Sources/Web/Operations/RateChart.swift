import Templating

/// A spark chart drawn by the server: an area and a line over 600 × 96 units, with the peak written beside it.
struct RateChart {
    private static let width = 600.0
    private static let height = 96.0
    /// At most so many points; more are averaged.
    private static let points = 120

    private let rates: [Double]

    /// - Returns: nil when two points do not make a line yet.
    init?(rates: [Double]) {
        let valid = rates.filter { $0.isFinite && $0 >= 0 }
        guard valid.count >= 2 else { return nil }
        self.rates = Self.condensed(valid)
    }

    var value: TemplateValue {
        let line = linePoints
        return [
            "CHART_LINE": .text(line),
            "CHART_AREA": .text(
                "0,\(Self.text(Self.height)) \(line) \(Self.text(Self.width)),\(Self.text(Self.height))"),
            "CHART_PEAK": .text(Numbers.decimal(peak, peak < 10 ? 1 : 0)),
            "CHART_MEAN": .text(Numbers.decimal(mean, mean < 10 ? 1 : 0)),
        ]
    }

    private var peak: Double { rates.max() ?? 0 }
    private var mean: Double { rates.reduce(0, +) / Double(rates.count) }

    private var linePoints: String {
        let top = max(peak, 1) * 1.08
        return rates.enumerated().map { index, rate in
            let x = Self.width * Double(index) / Double(rates.count - 1)
            return "\(Self.text(x)),\(Self.text(Self.height * (1 - rate / top)))"
        }.joined(separator: " ")
    }

    /// Neighbours averaged until at most `points` are left.
    private static func condensed(_ rates: [Double]) -> [Double] {
        guard rates.count > points else { return rates }
        return (0..<points).map { index in
            let slice = rates[(rates.count * index / points)..<(rates.count * (index + 1) / points)]
            return slice.reduce(0, +) / Double(slice.count)
        }
    }

    /// One decimal without separators, as SVG wants it.
    private static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
