/// The time notation of every interface: ISO 8601 in UTC, and wall times with an offset where it is known.
package enum ISO8601 {
    /// `2024-10-19T20:30:45Z`; fractions of a second are cut.
    package static func utc(_ secondsSince1970: Double) -> String {
        CivilTime(seconds: Int64(secondsSince1970.rounded(.down))).iso8601 + "Z"
    }

    /// `2024-06-01T12:30:05.250+02:00`; no fraction when it is 0, no offset when it is unknown.
    ///
    /// - Parameter utcOffset: seconds east of UTC.
    package static func wallTime(local: Int64, milliseconds: Int, utcOffset: Int?) -> String {
        let fraction = milliseconds > 0 ? "." + padded(milliseconds, 3) : ""
        return CivilTime(seconds: local).iso8601 + fraction + (utcOffset.map(offset) ?? "")
    }

    /// `+02:00`; `+00:00` for UTC.
    package static func offset(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        return "\(seconds < 0 ? "-" : "+")\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }

    /// Reads what `utc` writes, also with a fraction or another offset.
    ///
    /// - Returns: seconds since 1970; nil when the text is no time.
    package static func parse(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") else { return nil }
        func number(_ from: Int, _ count: Int) -> Int? {
            Int(String(decoding: bytes[from..<from + count], as: UTF8.self))
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2)
        else { return nil }
        let civil = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        guard civil.isValid else { return nil }
        var rest = String(decoding: bytes[19...], as: UTF8.self)
        var fraction = 0.0
        if rest.hasPrefix(".") {
            let digits = rest.dropFirst().prefix { $0.isNumber }
            fraction = Double("0." + digits) ?? 0
            rest = String(rest.dropFirst(1 + digits.count))
        }
        guard let offset = zone(rest) else { return nil }
        return Double(civil.seconds - Int64(offset)) + fraction
    }

    /// Seconds of `Z`, `+02:00`, `+0200` or nothing (UTC); nil for anything else.
    private static func zone(_ text: String) -> Int? {
        if text.isEmpty || text == "Z" { return 0 }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard let sign = text.first, sign == "+" || sign == "-", digits.count == 4, let value = Int(digits) else {
            return nil
        }
        return (value / 100 * 3600 + value % 100 * 60) * (sign == "-" ? -1 : 1)
    }
}
