import Model
import Testing

@testable import Decoding

@Suite struct TagNumberTests {
    @Test(arguments: [
        ("10/2500", "1/250"), ("1/8000", "1/8000"), ("1/2", "0.5"), ("5/2", "2.5"), ("30/1", "30"), ("0.004", "1/250"),
    ])
    func `exposure times read as photographers write them`(text: String, shown: String) {
        #expect(TagNumbers.exposure(text) == shown)
    }

    @Test(arguments: ["0/1", "1/0", "", "abc", "-1/2", "inf", "nan"])
    func `impossible exposure times are unknown`(text: String) {
        #expect(TagNumbers.exposure(text) == nil)
    }

    @Test func `degrees come from three rationals or from one text`() {
        #expect(TagNumbers.degrees("50/1 30/1 0/1", reference: "N") == 50.5)
        #expect(TagNumbers.degrees("50/1 30/1 0/1", reference: "S") == -50.5)
        #expect(TagNumbers.degrees("50,30.0W", reference: nil) == -50.5)
        #expect(TagNumbers.degrees("1/0 0/1 0/1", reference: "N") == nil)
        #expect(TagNumbers.degrees(nil, reference: "N") == nil)
    }

    @Test func `places of films are read in their own notation`() {
        let place = ISO6709.read("+37.3318-122.0312+012.3/")
        #expect(place?.latitude == 37.3318)
        #expect(place?.longitude == -122.0312)
        #expect(place?.altitude == 12.3)
        #expect(ISO6709.read("+37.3318/") == nil)
        #expect(ISO6709.read("+97-122/") == nil)
    }
}
