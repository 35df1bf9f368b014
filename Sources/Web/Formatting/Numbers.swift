import Model

/// Numbers as people read them: separators, decimal units, plurals.
enum Numbers {
    /// `206,778`
    static func count(_ number: some BinaryInteger) -> String {
        let digits = Array(String(number.magnitude))
        var result = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }

    /// `1 photo`, `1,204 photos`
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count(number)) \(number == 1 ? one : many ?? one + "s")"
    }

    /// `12.4 GB`; powers of 1,000, one decimal below 100, none for bytes and kB.
    static func bytes(_ size: Int64) -> String {
        var value = Double(size)
        var unit = 0
        let units = ["bytes", "kB", "MB", "GB", "TB", "PB"]
        while value >= 999.5, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        if unit == 0 { return size == 1 ? "1 byte" : "\(size) bytes" }
        return "\(decimal(value, unit == 1 || value >= 99.95 ? 0 : 1)) \(units[unit])"
    }

    /// A number with so many decimals and separators: `1,234.50`. Not a number shows as a dash.
    static func decimal(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "–" }
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return sign + count(scaled) }
        return "\(sign)\(count(scaled / scale)).\(padded(scaled % scale, decimals))"
    }

    /// As many decimals as say something, at most two: `35`, `5.6`, `2.25`.
    static func short(_ value: Double) -> String {
        var text = decimal(value, 2)
        guard text.contains(".") else { return text }
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    /// Whole percent of `part` in `whole`; 100 only when all is done. nil when the whole is unknown or nothing.
    static func percent(_ part: Int, of whole: Int?) -> Int? {
        guard let whole, whole > 0 else { return nil }
        guard part < whole else { return 100 }
        return min(99, max(0, Int(Double(part) / Double(whole) * 100)))
    }
}
