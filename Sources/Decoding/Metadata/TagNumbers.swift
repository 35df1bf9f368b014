import Platform

/// Numbers in the notation of EXIF and XMP.
enum TagNumbers {
    /// `28/10`, `2.8` or `400`; nil for anything else and for division by zero.
    static func number(_ text: String?) -> Double? {
        guard let text else { return nil }
        let parts = text.trimmingBlanks.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first.flatMap({ Double($0) }), first.isFinite else { return nil }
        if parts.count == 1 { return first }
        guard parts.count == 2, let divisor = Double(parts[1]), divisor != 0, divisor.isFinite else { return nil }
        let quotient = first / divisor
        return quotient.isFinite ? quotient : nil
    }

    /// The first number of a list, as a whole number.
    static func integer(_ text: String?) -> Int? {
        guard let first = text?.split(separator: " ").first, let value = number(String(first)),
            abs(value) < 1e15
        else { return nil }
        return Int(value)
    }

    /// `1/250` below a quarter of a second, else `0.5`, `2`, `2.5`.
    static func exposure(_ text: String?) -> String? {
        guard let seconds = number(text), seconds > 0, seconds < 1e6 else { return nil }
        if seconds < 0.25001 { return "1/\(Int((1 / max(seconds, 1e-9)).rounded()))" }
        let tenths = Int((seconds * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }

    /// Degrees from EXIF's three rationals and its letter, or from XMP's `50,5.3736N`.
    static func degrees(_ text: String?, reference: String?) -> Double? {
        guard let text else { return nil }
        let letter = reference?.first ?? text.last
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "," })
            .map { number(String($0.filter { !$0.isLetter })) }
        guard let first = parts.first, var degrees = first else { return nil }
        if parts.count > 1 { degrees += (parts[1] ?? 0) / 60 }
        if parts.count > 2 { degrees += (parts[2] ?? 0) / 3600 }
        return letter == "S" || letter == "W" || letter == "s" || letter == "w" ? -degrees : degrees
    }
}
