package import Model
import Platform

/// Dates as cameras and programs write them.
package enum DateText {
    /// `2022:08:22 20:30:46`, also with other separators, a fraction or an offset behind it.
    package static func exif(_ text: String, source: TakenSource) -> CaptureDate? {
        parse(text, source: source, needsClock: true)
    }

    /// `2022-08-22T20:30:46.25+02:00` and shorter forms down to a day.
    package static func iso(_ text: String, source: TakenSource) -> CaptureDate? {
        parse(text, source: source, needsClock: false)
    }

    /// `Mon, 22 Aug 2022 20:30:46 +0200`, which PNG's `Creation Time` recommends.
    package static func mail(_ text: String, source: TakenSource) -> CaptureDate? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "," })
        guard let first = words.firstIndex(where: { Int($0) != nil }), words.count >= first + 4,
            let day = Int(words[first]), let year = Int(words[first + 2]),
            let month = months.firstIndex(of: words[first + 1].prefix(3).lowercased())
        else { return nil }
        let clock = words[first + 3].split(separator: ":").compactMap { Int($0) }
        guard clock.count >= 2 else { return nil }
        let civil = CivilTime(
            year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1],
            second: clock.count > 2 ? clock[2] : 0)
        guard civil.isValid else { return nil }
        let zone = words.count > first + 4 ? offset(String(words[first + 4])) : nil
        return CaptureDate(local: civil.seconds, utcOffset: zone, source: source)
    }

    /// Seconds of `+02:00`, `-0730`, `+2` or `Z`; nil for anything else.
    package static func offset(_ text: String) -> Int? {
        let trimmed = text.filter { $0 != " " && $0 != "\0" && $0 != ":" }
        if trimmed == "Z" || trimmed == "z" || trimmed == "GMT" || trimmed == "UTC" { return 0 }
        guard let sign = trimmed.first, sign == "+" || sign == "-" else { return nil }
        let digits = trimmed.dropFirst()
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let value = Int(digits) else { return nil }
        let minutes: Int
        switch digits.count {
        case 1, 2: minutes = value * 60
        case 4: minutes = value / 100 * 60 + value % 100
        default: return nil
        }
        guard minutes <= 15 * 60, value % 100 < 60 || digits.count < 4 else { return nil }
        return minutes * 60 * (sign == "-" ? -1 : 1)
    }

    /// Milliseconds of the digits behind a decimal point.
    package static func milliseconds(_ digits: String) -> Int {
        let kept = digits.filter { $0.isASCII && $0.isNumber }.prefix(3)
        guard let value = Int(kept) else { return 0 }
        return kept.count == 1 ? value * 100 : kept.count == 2 ? value * 10 : value
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Four digits, then groups of at most two; separators are free because writers differ.
    private static func parse(_ text: String, source: TakenSource, needsClock: Bool) -> CaptureDate? {
        var reader = Reader(bytes: Array(text.utf8.prefix(64)))
        guard let year = reader.number(4, exactly: true), year > 0 else { return nil }
        let month = reader.afterSeparator() ? reader.number(2) : nil
        let day = month != nil && reader.afterSeparator() ? reader.number(2) : nil
        if needsClock && day == nil { return nil }
        let hour = day != nil && reader.afterSeparator() ? reader.number(2) : nil
        if needsClock && hour == nil { return nil }
        let minute = hour != nil && reader.afterColon() ? reader.number(2) : nil
        let second = minute != nil && reader.afterColon() ? reader.number(2) : nil
        let civil = CivilTime(
            year: year, month: month ?? 1, day: day ?? 1, hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0)
        guard civil.isValid else { return nil }
        let fraction = second != nil ? reader.fraction() : ""
        return CaptureDate(
            local: civil.seconds, milliseconds: milliseconds(fraction),
            utcOffset: hour == nil ? nil : offset(reader.rest), source: source)
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        private var isDigit: Bool { place < bytes.count && (48...57).contains(bytes[place]) }

        mutating func number(_ most: Int, exactly: Bool = false) -> Int? {
            var value = 0
            var count = 0
            while isDigit, count < most {
                value = value * 10 + Int(bytes[place] - 48)
                place += 1
                count += 1
            }
            return count == 0 || (exactly && count < most) ? nil : value
        }

        mutating func afterSeparator() -> Bool {
            let start = place
            while place < bytes.count, !isDigit, place - start < 2, Self.separators.contains(bytes[place]) {
                place += 1
            }
            return place > start && isDigit
        }

        mutating func afterColon() -> Bool {
            guard place < bytes.count, bytes[place] == UInt8(ascii: ":") else { return false }
            place += 1
            return isDigit
        }

        mutating func fraction() -> String {
            guard place < bytes.count, bytes[place] == UInt8(ascii: ".") || bytes[place] == UInt8(ascii: ",") else {
                return ""
            }
            place += 1
            let start = place
            while isDigit { place += 1 }
            return String(decoding: bytes[start..<place], as: UTF8.self)
        }

        var rest: String { String(decoding: bytes[min(place, bytes.count)...], as: UTF8.self) }

        private static let separators: Set<UInt8> = Set(":-/. T".utf8)
    }
}
