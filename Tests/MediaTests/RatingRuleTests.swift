import Media
import Model
import Testing

@Suite struct RatingRuleTests {
    struct Case: Sendable {
        var xmp: String?
        var microsoft: String?
        var exif: String?
        var percent: String?
        var acdsee: String?
        let stars: Int?
        let rule: RatingRule?
    }

    @Test(arguments: [
        Case(xmp: "3", exif: "5", stars: 3, rule: .xmp),
        Case(xmp: "-1", stars: -1, rule: .xmp),
        Case(xmp: "0", microsoft: "99", stars: 0, rule: .xmp),
        Case(xmp: "7", stars: 5, rule: .xmp),
        Case(xmp: "4.0", stars: 4, rule: .xmp),
        Case(xmp: "many", exif: "2", stars: 2, rule: .exif),
        Case(xmp: "", stars: nil, rule: nil),
        Case(microsoft: "1", stars: 1, rule: .microsoft),
        Case(microsoft: "12", stars: 1, rule: .microsoft),
        Case(microsoft: "13", stars: 2, rule: .microsoft),
        Case(microsoft: "37", stars: 2, rule: .microsoft),
        Case(microsoft: "50", exif: "1", stars: 3, rule: .microsoft),
        Case(microsoft: "87", stars: 4, rule: .microsoft),
        Case(microsoft: "88", stars: 5, rule: .microsoft),
        Case(microsoft: "0", exif: "2", stars: 2, rule: .exif),
        Case(exif: "4/1", stars: 4, rule: .exif),
        Case(xmp: "1/1e-99", exif: "4/0", stars: nil, rule: nil),
        Case(xmp: "1/nan", exif: "inf/1", acdsee: "3/1", stars: 3, rule: .acdsee),
        Case(percent: "75", acdsee: "1", stars: 4, rule: .exifPercent),
        Case(acdsee: "2", stars: 2, rule: .acdsee),
        Case(stars: nil, rule: nil),
    ])
    func `the first tag with a number decides`(_ row: Case) {
        var tags = RatingTags()
        tags.xmp = row.xmp
        tags.microsoft = row.microsoft
        tags.exif = row.exif
        tags.exifPercent = row.percent
        tags.acdsee = row.acdsee
        let found = RatingRule.decide(tags)
        #expect(found?.rating.stars == row.stars)
        #expect(found?.rule == row.rule)
    }
}
