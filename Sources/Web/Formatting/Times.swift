import Model

/// Times as people read them: relative ones, exact ones, durations.
struct Times: Sendable {
    /// Seconds since 1970.
    let now: Double
    /// Seconds east of UTC at a moment, on the clock of this machine.
    let offset: @Sendable (Double) -> Int

    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    /// `3 minutes ago`, `yesterday at 14:03`, `12 May 2024`.
    func relative(_ moment: Double) -> String {
        let seconds = now - moment
        if seconds < -60 { return exact(moment) }
        if seconds < 10 { return "just now" }
        if seconds < 60 { return Numbers.count(Int(seconds), "second") + " ago" }
        if seconds < 3600 { return Numbers.count(Int(seconds / 60), "minute") + " ago" }
        let then = civil(moment)
        let days = Self.day(civil(now)) - Self.day(then)
        if days == 0 { return Numbers.count(Int(seconds / 3600), "hour") + " ago" }
        if days == 1 { return "yesterday at \(padded(then.hour, 2)):\(padded(then.minute, 2))" }
        if days < 7 { return Numbers.count(Int(days), "day") + " ago" }
        return Self.day(then)
    }

    /// `12 May 2024, 14:03:22` on the clock of this machine.
    func exact(_ moment: Double) -> String {
        let civil = civil(moment)
        return "\(Self.day(civil)), \(civil.clock)"
    }

    /// `2024-05-12T12:03:22Z`, for machines.
    static func iso(_ moment: Double) -> String { ISO8601.utc(bounded(moment)) }

    /// `12 May 2024`
    static func day(_ civil: CivilTime) -> String {
        String(civil.day) + " " + month(civil.month) + " " + padded(civil.year, 4)
    }

    /// `Sunday, 12 May 2024, 14:03` as the wall clock of the place showed it; of a date in names only what stands there.
    static func taken(_ date: CaptureDate) -> String {
        let civil = CivilTime(seconds: date.local)
        if date.source == .folder { return padded(civil.year, 4) }
        let weekday = weekdays[Int((day(civil) + 3) % 7 + 7) % 7]
        let isDayOnly = date.source == .filename && (civil.hour, civil.minute, civil.second) == (0, 0, 0)
        if isDayOnly { return weekday + ", " + day(civil) }
        return weekday + ", " + day(civil) + ", " + padded(civil.hour, 2) + ":" + padded(civil.minute, 2)
    }

    /// `May 2024`
    static func month(_ date: CaptureDate) -> String {
        let civil = CivilTime(seconds: date.local)
        return "\(month(civil.month)) \(padded(civil.year, 4))"
    }

    /// `3 m 12 s`, `2 h 5 m`, `4 d 3 h`: the two largest units.
    static func duration(_ seconds: Double) -> String {
        let whole = seconds.isFinite ? Int(max(0, min(seconds, 1e9)).rounded()) : 0
        // Operations count whole seconds.
        if whole == 0, !(seconds > 0) { return "under 1 s" }
        if seconds > 0, seconds < 0.95 { return "\(Numbers.decimal(seconds, 1)) s" }
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) m \(whole % 60) s" }
        if whole < 86400 { return "\(whole / 3600) h \(whole % 3600 / 60) m" }
        return "\(whole / 86400) d \(whole % 86400 / 3600) h"
    }

    /// `0:32`, `12:05`, `1:02:03`: the length of a video, at least a second.
    static func length(_ seconds: Double) -> String {
        var whole = seconds.isFinite ? Int(max(0, min(seconds, 1e7)).rounded()) : 0
        if whole == 0, seconds > 0 { whole = 1 }
        let tail = "\(padded(whole % 60, 2))"
        if whole < 3600 { return "\(whole / 60):\(tail)" }
        return "\(whole / 3600):\(padded(whole % 3600 / 60, 2)):\(tail)"
    }

    private func civil(_ moment: Double) -> CivilTime {
        let bounded = Self.bounded(moment)
        return CivilTime(seconds: Int64(bounded.rounded(.down)) + Int64(offset(bounded)))
    }

    /// The years 1 to 9999: whatever a file or a clock claims.
    private static func bounded(_ moment: Double) -> Double {
        moment.isFinite ? max(-6.2e10, min(moment, 2.5e11)) : 0
    }

    /// Days since 1970-01-01.
    private static func day(_ civil: CivilTime) -> Int64 {
        (CivilTime(year: civil.year, month: civil.month, day: civil.day).seconds / 86400)
    }

    /// `May`
    static func month(_ number: Int) -> String {
        months.indices.contains(number - 1) ? months[number - 1] : "–"
    }
}
