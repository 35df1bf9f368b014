/// A point in time as calendar fields of the proleptic Gregorian calendar, without a zone.
package struct CivilTime: Hashable, Sendable {
    package var year: Int
    package var month: Int
    package var day: Int
    package var hour: Int
    package var minute: Int
    package var second: Int

    package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// The fields of `seconds` since 1970-01-01T00:00:00.
    package init(seconds: Int64) {
        let (days, rest) = Self.floorDivide(seconds, 86400)
        // Days from civil, shifted so that a year begins in March
        // (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
        let shifted = days + 719_468
        let (era, dayOfEra) = Self.floorDivide(shifted, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            year: Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), month: Int(month),
            day: Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1), hour: Int(rest / 3600),
            minute: Int(rest % 3600 / 60), second: Int(rest % 60))
    }

    /// Seconds since 1970-01-01T00:00:00 of these fields.
    package var seconds: Int64 {
        let shiftedYear = Int64(month <= 2 ? year - 1 : year)
        let (era, yearOfEra) = Self.floorDivide(shiftedYear, 400)
        let shiftedMonth = Int64((month + 9) % 12)
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        return days * 86400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// Whether the fields name a real moment (a leap second does not count).
    package var isValid: Bool {
        guard (1...9999).contains(year), (1...12).contains(month), (0...23).contains(hour) else { return false }
        guard (0...59).contains(minute), (0...59).contains(second) else { return false }
        return day >= 1 && day <= Self.days(inMonth: month, of: year)
    }

    /// 28-31.
    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// `2024-06-01T12:30:05`.
    package var iso8601: String {
        // Digit by digit: an index of 100,000 files has 200,000 of these.
        guard (0...9999).contains(year) else {
            return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(clock)"
        }
        return String(unsafeUninitializedCapacity: 19) { text in
            func put(_ number: Int, _ width: Int, at end: Int, before separator: Unicode.Scalar?) {
                var rest = number
                for position in (end - width..<end).reversed() {
                    text[position] = 0x30 + UInt8(rest % 10)
                    rest /= 10
                }
                if let separator { text[end] = UInt8(ascii: separator) }
            }
            put(year, 4, at: 4, before: "-")
            put(month, 2, at: 7, before: "-")
            put(day, 2, at: 10, before: "T")
            put(hour, 2, at: 13, before: ":")
            put(minute, 2, at: 16, before: ":")
            put(second, 2, at: 19, before: nil)
            return 19
        }
    }

    /// `12:30:05`.
    package var clock: String { "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))" }

    /// `20240601_123005`, the second part of a `MediaID`.
    package var compact: String {
        "\(padded(year, 4))\(padded(month, 2))\(padded(day, 2))_"
            + "\(padded(hour, 2))\(padded(minute, 2))\(padded(second, 2))"
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let remainder = ((value % divisor) + divisor) % divisor
        return ((value - remainder) / divisor, remainder)
    }
}

/// A non-negative number with leading zeros up to `width` digits.
package func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
}
