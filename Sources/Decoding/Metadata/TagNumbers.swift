import Platform

/// Numbers in the notation of EXIF and XMP.
enum TagNumbers {
    /// `28/10`, `2.8` or `400`; nil for anything else and for division by zero.
    static func number(_ text: String?) -> Double? { text.flatMap { number($0[...]) } }

    private static func number(_ text: Substring) -> Double? {
        let text = text.trimmingBlanks
        guard let bar = text.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            return Double(text).flatMap { $0.isFinite ? $0 : nil }
        }
        guard let dividend = Double(text[..<bar]), let divisor = Double(text[text.utf8.index(after: bar)...]),
            dividend.isFinite, divisor.isFinite, divisor != 0
        else { return nil }
        let quotient = dividend / divisor
        return quotient.isFinite ? quotient : nil
    }

    /// The first number of a list, as a whole number.
    static func integer(_ text: String?) -> Int? {
        guard let first = text?.utf8.split(separator: UInt8(ascii: " "), maxSplits: 1).first,
            let value = number(Substring(first)), abs(value) < 1e15
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
        let letter = reference?.utf8.first ?? text.utf8.last
        let isNegative = letter.map { "SWsw".utf8.contains($0) } ?? false
        let parts = text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") }
            .map { part in number(Substring(part.prefix { !isLetter($0) })) }
        guard let first = parts.first, var degrees = first else { return nil }
        if parts.count > 1 { degrees += (parts[1] ?? 0) / 60 }
        if parts.count > 2 { degrees += (parts[2] ?? 0) / 3600 }
        return isNegative ? -degrees : degrees
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80 }
}
