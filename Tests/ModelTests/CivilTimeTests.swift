import Foundation
import Model
import Testing

struct CivilTimeTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00"), (951_782_400, "2000-02-29T00:00:00"), (-1, "1969-12-31T23:59:59"),
            (4_107_542_399, "2100-02-28T23:59:59"), (-62_135_596_800, "0001-01-01T00:00:00"),
        ] as [(Int64, String)])
    func `seconds and fields mean the same moment`(seconds: Int64, text: String) {
        let civil = CivilTime(seconds: seconds)
        #expect(civil.iso8601 == text)
        #expect(civil.seconds == seconds)
        #expect(civil.isValid)
    }

    @Test func `every day of four centuries has the day after it`() {
        var civil = CivilTime(year: 1800, month: 1, day: 1)
        for day in 0..<146_097 {
            #expect(civil.seconds == -5_364_662_400 + Int64(day) * 86400)
            civil.day += 1
            if civil.day > CivilTime.days(inMonth: civil.month, of: civil.year) {
                (civil.day, civil.month) = (1, civil.month + 1)
            }
            if civil.month > 12 { (civil.month, civil.year) = (1, civil.year + 1) }
        }
    }

    @Test(arguments: [
        ("2024-06-01T12:30:05Z", 1_717_245_005), ("2024-06-01T14:30:05+02:00", 1_717_245_005),
        ("2024-06-01 07:00:05.500-0530", 1_717_245_005.5), ("2024-06-01T12:30:05", 1_717_245_005),
    ])
    func `ISO 8601 times are read`(text: String, seconds: Double) { #expect(ISO8601.parse(text) == seconds) }

    @Test(arguments: [
        "", "2024-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "2024-06-01T12:30:05Q", "yesterday, at about 10",
    ])
    func `what is no time is refused`(text: String) { #expect(ISO8601.parse(text) == nil) }

    @Test func `a wall time shows what is known and no more`() {
        #expect(ISO8601.wallTime(local: 1_717_245_005, milliseconds: 0, utcOffset: nil) == "2024-06-01T12:30:05")
        #expect(
            ISO8601.wallTime(local: 1_717_245_005, milliseconds: 25, utcOffset: -16200)
                == "2024-06-01T12:30:05.025-04:30")
    }
}
