import Testing

@testable import Web

@Suite struct NumbersTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (206_778, "206,778"), (-1_234_567, "-1,234,567"),
        (Int.max, "9,223,372,036,854,775,807"), (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func `counts have separators`(number: Int, text: String) {
        #expect(Numbers.count(number) == text)
    }

    @Test(arguments: [(0, "0 photos"), (1, "1 photo"), (1204, "1,204 photos")])
    func `one is singular`(number: Int, text: String) {
        #expect(Numbers.count(number, "photo") == text)
    }

    @Test(
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (912, "912 bytes"), (1000, "1 kB"), (8_412_331, "8.4 MB"),
            (999_499, "999 kB"),
            (999_500, "1.0 MB"), (12_400_000_000, "12.4 GB"), (212_400_000_000, "212 GB"), (99_950_000_000, "100 GB"),
            (Int64.max, "9,223 PB"), (-1, "-1 bytes"),
        ] as [(Int64, String)])
    func `sizes have decimal units`(size: Int64, text: String) {
        #expect(Numbers.bytes(size) == text)
    }

    @Test func `decimals are rounded and what is no number is a dash`() {
        #expect(Numbers.decimal(1234.567, 2) == "1,234.57")
        #expect(Numbers.decimal(-0.04, 1) == "0.0")
        #expect(Numbers.decimal(.nan, 1) == "–")
        #expect(Numbers.decimal(.infinity, 0) == "–")
        #expect(Numbers.short(5.60) == "5.6")
        #expect(Numbers.short(35) == "35")
        #expect(Numbers.short(2.254) == "2.25")
    }

    @Test func `a hundred percent means that all is done`() {
        #expect(Numbers.percent(206_777, of: 206_778) == 99)
        #expect(Numbers.percent(206_778, of: 206_778) == 100)
        #expect(Numbers.percent(0, of: 0) == nil)
        #expect(Numbers.percent(5, of: nil) == nil)
        #expect(Numbers.percent(-5, of: 10) == 0)
    }
}
