import Foundation
import Model
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00Z"), (1_729_369_845.9, "2024-10-19T20:30:45Z"), (-0.5, "1969-12-31T23:59:59Z"),
    ])
    func `a moment is printed in whole seconds of UTC`(seconds: Double, text: String) {
        let time = Timestamp(seconds)
        #expect(time.text == text && time.description == text)
        #expect(Timestamp(text) == time)
    }

    @Test(arguments: [
        ("2024-10-19T22:30:45.25+02:00", 1_729_369_845.25), ("2024-10-19 20:30:45", 1_729_369_845),
    ])
    func `what others wrote stays as it is`(text: String, seconds: Double) throws {
        let time = try #require(Timestamp(text))
        #expect(time.text == text && time.seconds == seconds)
    }

    @Test(arguments: ["", "today", "2024-13-01T00:00:00Z", "2024-01-01T00:00:00+0"])
    func `what is no time is none`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `json holds the text, and refuses what is no time`() throws {
        let time = Timestamp(1_729_369_845)
        let data = try JSONEncoder().encode([time])
        #expect(String(decoding: data, as: UTF8.self) == "[\"2024-10-19T20:30:45Z\"]")
        #expect(try JSONDecoder().decode([Timestamp].self, from: data) == [time])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Timestamp].self, from: Data("[\"x\"]".utf8)) }
    }

    @Test func `the earlier moment is the smaller one, whatever its zone`() throws {
        #expect(try #require(Timestamp("2024-10-19T22:00:00+02:00")) < #require(Timestamp("2024-10-19T20:30:00Z")))
    }
}
