import Model
import Testing

@testable import Web

@Suite struct TimesTests {
    private let now = 1_717_243_200.0
    private var times: Times { Times(now: now) { _ in 7200 } }

    @Test(arguments: [
        (0, "just now"), (9, "just now"), (12, "12 seconds ago"), (60, "1 minute ago"), (3599, "59 minutes ago"),
        (3600, "1 hour ago"), (14 * 3600 - 1, "13 hours ago"), (14 * 3600 + 1, "yesterday at 23:59"),
        (86400 * 3, "3 days ago"), (86400 * 20, "12 May 2024"),
    ])
    func `times are relative`(seconds: Int, text: String) {
        #expect(times.relative(now - Double(seconds)) == text)
    }

    @Test func `a moment to come is exact`() {
        #expect(times.relative(now + 3600) == "1 June 2024, 15:00:00")
    }

    @Test func `exact times are of this clock`() {
        #expect(times.exact(0) == "1 January 1970, 02:00:00")
        #expect(times.exact(.nan) == "1 January 1970, 02:00:00")
    }

    @Test(arguments: [
        (0, "under 1 s"), (0.31, "0.3 s"), (59.4, "59 s"), (192, "3 m 12 s"), (7500, "2 h 5 m"), (356_400, "4 d 3 h"),
    ])
    func `durations have their two largest units`(seconds: Double, text: String) {
        #expect(Times.duration(seconds) == text)
    }

    @Test(arguments: [(0, "0:00"), (32, "0:32"), (725, "12:05"), (3723, "1:02:03")])
    func `the length of a video is a clock`(seconds: Double, text: String) {
        #expect(Times.length(seconds) == text)
    }

    @Test func `the date of a photo is the wall time of its place`() {
        let date = CaptureDate(local: 1_715_522_580, utcOffset: -36_000, source: .exif)
        #expect(Times.taken(date) == "Sunday, 12 May 2024, 14:03")
        #expect(Times.month(date) == "May 2024")
        let old = CaptureDate(local: -62_135_596_800, utcOffset: nil, source: .exif)
        #expect(Times.taken(old) == "Monday, 1 January 0001, 00:00")
        let midnight = CaptureDate(local: 1_715_472_000, utcOffset: nil, source: .filename)
        #expect(Times.taken(midnight) == "Sunday, 12 May 2024")
        let year = CaptureDate(local: 1_704_067_200, utcOffset: nil, source: .folder)
        #expect(Times.taken(year) == "2024")
    }
}
