package import Model
import Platform

/// Dates in the names of files and folders.
package enum FileNameDate {
    /// Whose habit the name follows.
    package enum Pattern: String, Sendable {
        /// `IMG_20200920_131207`, `PXL_20200920_131207123`, `20200920_131207`, `Screenshot_20200920-131207`
        case compact
        /// `Screenshot_2020-09-20-13-12-07`, `2020-09-20 13.12.07`
        case separated
        /// `IMG-20200920-WA0001`, `VID-20200920-WA0001`: a day
        case whatsApp
        /// `WhatsApp Image 2020-09-20 at 13.12.07`
        case whatsAppAt
        /// `2020-09-20` alone: a day
        case day
    }

    /// The first date in the last component of a path.
    package static func read(_ path: [UInt8]) -> (date: CaptureDate, pattern: Pattern)? {
        let name = Array(path.suffix(256).reversed().prefix { $0 != UInt8(ascii: "/") }.reversed())
        for start in name.indices where isDigit(name, start) && !isDigit(name, start - 1) {
            if let found = read(name, from: start) { return found }
        }
        return nil
    }

    /// The year that the nearest folder names: `2016`, `Photos from 2016`, `2016-07 Trip`.
    package static func folderYear(_ path: [UInt8]) -> CaptureDate? {
        let folders = path.split(separator: UInt8(ascii: "/")).dropLast()
        for folder in folders.reversed() {
            let folder = Array(folder)
            for start in folder.indices where isDigit(folder, start) && !isDigit(folder, start - 1) {
                let digits = run(folder, start)
                guard digits == 4, let year = number(folder, start, 4), isPlausible(year) else { continue }
                let civil = CivilTime(year: year, month: 1, day: 1)
                return CaptureDate(local: civil.seconds, utcOffset: nil, source: .folder)
            }
        }
        return nil
    }

    private static func read(_ name: [UInt8], from start: Int) -> (date: CaptureDate, pattern: Pattern)? {
        let length = run(name, start)
        if length == 8, let year = number(name, start, 4), let month = number(name, start + 4, 2),
            let day = number(name, start + 6, 2)
        {
            let civil = CivilTime(year: year, month: month, day: day)
            if hasText("-WA", name, start + 8) { return made(civil, .whatsApp) }
            let next = start + 9
            guard start + 8 < name.count, "_-. ".utf8.contains(name[start + 8]), run(name, next) >= 6 else {
                return nil
            }
            return clock(civil, name, [next, next + 2, next + 4], fraction: next + 6, .compact)
        }
        if length == 14, let year = number(name, start, 4), let month = number(name, start + 4, 2),
            let day = number(name, start + 6, 2)
        {
            let civil = CivilTime(year: year, month: month, day: day)
            return clock(civil, name, [start + 8, start + 10, start + 12], fraction: nil, .compact)
        }
        guard length == 4, run(name, start + 5) == 2, run(name, start + 8) == 2, let year = number(name, start, 4),
            let month = number(name, start + 5, 2), let day = number(name, start + 8, 2),
            name[start + 4] == name[start + 7], "-_.".utf8.contains(name[start + 4])
        else { return nil }
        let civil = CivilTime(year: year, month: month, day: day)
        let isAt = hasText(" at ", name, start + 10)
        let next = start + (isAt ? 14 : 11)
        if run(name, next) == 2, run(name, next + 3) == 2, run(name, next + 6) == 2 {
            let pattern: Pattern = isAt ? .whatsAppAt : .separated
            if let found = clock(civil, name, [next, next + 3, next + 6], fraction: nil, pattern) { return found }
        }
        if run(name, next) == 6, let found = clock(civil, name, [next, next + 2, next + 4], fraction: nil, .separated) {
            return found
        }
        return made(civil, .day)
    }

    private static func clock(
        _ day: CivilTime, _ name: [UInt8], _ places: [Int], fraction: Int?, _ pattern: Pattern
    ) -> (date: CaptureDate, pattern: Pattern)? {
        var civil = day
        guard let hour = number(name, places[0], 2), let minute = number(name, places[1], 2),
            let second = number(name, places[2], 2)
        else { return nil }
        (civil.hour, civil.minute, civil.second) = (hour, minute, second)
        guard var found = made(civil, pattern) else { return nil }
        if let fraction, run(name, fraction) == 3 { found.date.milliseconds = number(name, fraction, 3) ?? 0 }
        return found
    }

    private static func made(_ civil: CivilTime, _ pattern: Pattern) -> (date: CaptureDate, pattern: Pattern)? {
        guard civil.isValid, isPlausible(civil.year) else { return nil }
        return (CaptureDate(local: civil.seconds, utcOffset: nil, source: .filename), pattern)
    }

    /// Numbers outside these years are counters more often than dates.
    private static func isPlausible(_ year: Int) -> Bool { (1900...2099).contains(year) }

    private static func isDigit(_ name: [UInt8], _ index: Int) -> Bool {
        name.indices.contains(index) && (48...57).contains(name[index])
    }

    private static func run(_ name: [UInt8], _ start: Int) -> Int {
        var end = start
        while isDigit(name, end) { end += 1 }
        return end - start
    }

    private static func number(_ name: [UInt8], _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<start + count {
            guard isDigit(name, index) else { return nil }
            value = value * 10 + Int(name[index] - 48)
        }
        return value
    }

    private static func hasText(_ text: StaticString, _ name: [UInt8], _ start: Int) -> Bool {
        let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard start >= 0, start + bytes.count <= name.count else { return false }
        return name[start..<start + bytes.count].elementsEqual(bytes)
    }
}
