import Media
import Model
import Platform
import Testing

@Suite struct DateRuleTests {
    private func text(_ date: CaptureDate?) -> String? {
        date.map {
            ISO8601.wallTime(local: $0.local, milliseconds: $0.milliseconds, utcOffset: $0.utcOffset)
        }
    }

    private func decide(
        _ path: String = "a.jpg", modified: Int64? = nil, _ change: (inout DateTags) -> Void = { _ in }
    ) -> (text: String?, rule: DateRule?) {
        var tags = DateTags()
        change(&tags)
        let found = DateRule.decide(tags, DateSurroundings(path: Array(path.utf8), modified: modified))
        return (text(found?.date), found?.rule)
    }

    @Test func `the original date goes before all others and takes its own offset and fraction`() {
        let found = decide("IMG_20010101_010101.jpg", modified: 0) {
            $0.original = "2022:08:22 20:30:46"
            $0.originalOffset = "+02:00"
            $0.originalFraction = "25"
            $0.xmp = "2001-01-01"
            $0.digitized = "2023:08:22 20:30:46"
        }
        #expect(found.text == "2022-08-22T20:30:46.250+02:00")
        #expect(found.rule == .exifOriginal)
    }

    @Test func `a date of zeros is no date`() {
        let found = decide {
            $0.original = "0000:00:00 00:00:00"
            $0.digitized = "2023:08:22 20:30:46"
        }
        #expect(found.text == "2023-08-22T20:30:46")
        #expect(found.rule == .exifDigitized)
    }

    @Test func `XMP goes before the digitized date`() {
        let found = decide {
            $0.xmp = "2020-05-06T07:08:09.5-03:30"
            $0.digitized = "2023:08:22 20:30:46"
        }
        #expect(found.text == "2020-05-06T07:08:09.500-03:30")
        #expect(found.rule == .xmp)
    }

    @Test func `a film keeps the zone of its own date and falls back to its header in UTC`() {
        let apple = decide {
            $0.quickTime = "2018-11-17T20:27:31+0100"
            $0.movieHeader = 1
        }
        #expect(apple.text == "2018-11-17T20:27:31+01:00")
        #expect(apple.rule == .quickTime)
        let header = decide { $0.movieHeader = 1_600_000_000 }
        #expect(header.text == "2020-09-13T12:26:40+00:00")
        #expect(header.rule == .movieHeader)
        #expect(decide { $0.movieHeader = -2_082_844_800 }.rule == nil)
    }

    @Test(arguments: [
        ("IMG_20200920_131207.jpg", "2020-09-20T13:12:07", FileNameDate.Pattern.compact),
        ("PXL_20200920_131207123.jpg", "2020-09-20T13:12:07.123", .compact),
        ("20200920_131207.jpg", "2020-09-20T13:12:07", .compact),
        ("20200920131207.jpg", "2020-09-20T13:12:07", .compact),
        ("Screenshot_20200920-131207.png", "2020-09-20T13:12:07", .compact),
        ("Screenshot_2020-09-20-13-12-07-118_com.app.jpg", "2020-09-20T13:12:07", .separated),
        ("2020-09-20 13.12.07.jpg", "2020-09-20T13:12:07", .separated),
        ("IMG-20200920-WA0001.jpg", "2020-09-20T00:00:00", .whatsApp),
        ("WhatsApp Image 2020-09-20 at 13.12.07.jpeg", "2020-09-20T13:12:07", .whatsAppAt),
        ("scan 2020-09-20.jpg", "2020-09-20T00:00:00", .day),
    ])
    func `names of cameras and programs tell their date`(name: String, date: String, pattern: FileNameDate.Pattern) {
        let found = FileNameDate.read(Array(("2001/" + name).utf8))
        #expect(text(found?.date) == date)
        #expect(found?.pattern == pattern)
    }

    @Test(arguments: ["IMG_0042.jpg", "DSC20209999.jpg", "20201350_131207.jpg", "12345678_123456.jpg", "1.jpg", ""])
    func `numbers that are no date are left alone`(name: String) {
        #expect(FileNameDate.read(Array(name.utf8)) == nil)
    }

    @Test func `the nearest folder with a year comes before the modification time`() {
        let folder = decide("2001/Photos from 2016/a.jpg", modified: 5)
        #expect(folder.text == "2016-01-01T00:00:00")
        #expect(folder.rule == .folderYear)
        let time = decide("trip/a.jpg", modified: 5)
        #expect(time.text == "1970-01-01T00:00:05+00:00")
        #expect(time.rule == .modified)
    }

    @Test func `a PNG may write its date as in mail`() {
        let found = decide { $0.png = "Mon, 22 Aug 2022 20:30:46 +0200" }
        #expect(found.text == "2022-08-22T20:30:46+02:00")
        #expect(found.rule == .png)
    }

    @Test(arguments: ["2022:08:22", "", "garbage", "2022:13:22 20:30:46", "    :  :     :  :  "])
    func `what is no moment is refused`(text: String) {
        #expect(DateText.exif(text, source: .exif) == nil)
    }
}
