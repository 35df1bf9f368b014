import Model

/// Dates in headers (RFC 9110 section 5.6.7), whole seconds since 1970.
package enum HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// As in `Sun, 06 Nov 1994 08:49:37 GMT`.
    package static func format(_ seconds: Int64) -> String {
        let time = CivilTime(seconds: seconds)
        // 1970-01-01 was a Thursday.
        let day = days[Int(((seconds - time.secondOfDay) / 86400 % 7 + 7 + 4) % 7)]
        return "\(day), \(padded(time.day, 2)) \(months[time.month - 1]) \(padded(time.year, 4)) \(time.clock) GMT"
    }

    /// Reads the format above and the two obsolete ones; nil for everything else.
    package static func parse(_ text: String) -> Int64? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        switch words.count {
        case 6 where words[5] == "GMT": return seconds(words[3], words[2], words[1], words[4])
        // asctime: Sun Nov  6 08:49:37 1994
        case 5: return seconds(words[4], words[1], words[2], words[3])
        default: return nil
        }
    }

    private static func seconds(_ year: String, _ month: String, _ day: String, _ clock: String) -> Int64? {
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false).map { number($0) }
        guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
            let month = months.firstIndex(of: month), let day = number(day[...]), var year = number(year[...])
        else { return nil }
        // RFC 850 has two digits: what would lie far ahead is past.
        if year < 100 { year += year < 70 ? 2000 : 1900 }
        let time = CivilTime(
            year: year, month: month + 1, day: day, hour: hour, minute: minute, second: min(second, 59))
        return time.isValid && second <= 60 ? time.seconds : nil
    }

    private static func number(_ text: Substring) -> Int? {
        text.utf8.count <= 4 && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(text) : nil
    }
}

extension CivilTime {
    fileprivate var secondOfDay: Int64 { Int64(hour * 3600 + minute * 60 + second) }
}
